"""A text as a page, a row as a card and a citation: the evidence for people."""
