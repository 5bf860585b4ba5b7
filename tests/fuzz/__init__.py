"""Whatever bytes a parser is given, only its documented error comes out: hunted with atheris.

`make fuzz` hunts for a minute a parser, `make fuzz SECONDS=3600` for an hour, `ONLY="entry note"` with some
of them. atheris is not in the locks: it is installed for this alone, where there is a wheel of it. The same
parsers meet hypothesis in every `make test` (`test_parsers`).
"""
