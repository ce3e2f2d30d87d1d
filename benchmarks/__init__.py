"""We and our peers, side by side on the same texts; nothing here is part of the package."""
