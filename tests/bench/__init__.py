"""How fast the kiosk is, compared with something that anybody can build in an afternoon.

`python -m tests.bench` measures every file here that has a `measure` function: on this machine, and once more
inside a quarter of a CPU (about a Raspberry Pi 4) where control groups may be used. Each figure is compared
with a rival's, measured in the same minute by turns, because two machines never agree and one machine does
not agree with itself for long. It is no test: nothing fails when a figure is bad.
"""
