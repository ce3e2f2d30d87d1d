"""Names, groups and descriptions: what `actors` is made of."""
