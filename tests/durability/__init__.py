"""Power cuts, full cards and failing calls on real file systems: nothing acknowledged may be lost.

    ext4       a card that is a file, copied or shut down while a process appends
    forgetful  a card that forgets what was not flushed, cut after every call (`dropping`)
    blocks     two cards whose every block is known, cut below ext4 (`listening`, `life`, `surviving`)

Each harness is shown to work: on a machine whose flushes do nothing (`nosync`) the same cuts must lose data.
KIOSK_CUTS=500 tries that many cuts where a normal run tries a few; `python -m tests.durability` prints the
figures of docs/reliability.md.
"""
