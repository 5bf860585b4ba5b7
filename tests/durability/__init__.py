"""Power cuts, full cards and failing calls, made with real file systems: nothing acknowledged may be lost.

Each harness is shown to have teeth: with the flush taken out (`writing.Unflushed`, through the seam
`kiosk.journal.disk.Disk`) the same cuts must lose something. KIOSK_CUTS=500 tries that many cuts where a
normal run tries a few; `python -m tests.durability` prints the figures of docs/reliability.md.
"""
