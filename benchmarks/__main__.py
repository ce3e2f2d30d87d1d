"""`make bench`: our extractors beside their peers, on the reference set; each prints one table."""

from benchmarks import figures, quotes

figures.main()
quotes.main()
