"""The signed journal: the only state of an assembly, one entry a line, appended and never changed.

`journal` founds, opens, appends and reads; `reading` checks what is on the card; `verify` checks a journal
for anybody and writes nothing; `canonical`, `merkle`, `note` and `tiles` are the formats, `key` and `names`
the two files next to the entries, `words` four words that catch a mistake. `backup`, `from_tiles` and
`manual_recovery` are the ways back after a loss. The package knows its own kinds of entry
(`journal.founded/1`, `journal.recovered/1`) and those that commit to names: what entries mean is the
practices' business.
"""
