"""Days, months, seasons and words for them: what `dates` is made of."""
