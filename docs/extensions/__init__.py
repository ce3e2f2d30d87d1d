"""What the site adds to Sphinx: tables to sort, live charts, scores, and the reader's pages."""
