"""Numbers, units and nouns: what `figures` is made of."""
