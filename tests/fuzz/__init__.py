"""Whatever bytes a parser is given, it raises only its documented error: tested with atheris.

`make fuzz` tries each parser for a minute, `make fuzz SECONDS=3600` for an hour, `ONLY="entry note"` some of
them. atheris is not in the locks: it is installed for this alone, where there is a wheel of it. The same
parsers are tested with hypothesis in every `make test` (`test_parsers`).
"""
