"""English, once: clauses, noun phrases, subjects and tense, asked by all extractors."""
