"""The signed journal: the only state of an assembly, one entry a line, appended and never changed.

`journal` founds, opens, appends and reads; `reading` checks what lies on the card; `verify` checks a journal
for anybody and writes nothing; `canonical`, `merkle` and `note` are the formats, `key` and `names` the two
files beside the entries, `words` four words to compare a head by. It knows no kind of entry but its own
(`journal.founded/1`, `journal.recovered/1`): what entries mean is the practices' business.
"""
