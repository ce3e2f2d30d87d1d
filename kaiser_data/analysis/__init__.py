"""What the tables are asked: days idle, margins of a number, the words that set publishers apart."""
