"""`python -m kaiser_data` is the command line, for those whose PATH does not know `kaiser-data`."""

from kaiser_data.cli import app

app()
