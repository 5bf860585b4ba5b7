"""A made-up assembly, to try the kiosk without having one: 27 people in three cells, their last weeks.

    story.py      its name, and when its evenings were
    playing.py    the evenings, played through the desk from each practice's `scene.py`: `furnish`

`furnish` plays on a clock in the past that is brought to the present, so dates are near today: a role ends
in three days, a review is overdue, tonight's meeting has just begun and its agenda waits. No person in it
exists. It knows no screen, and writes only through the desk, which may refuse.
"""
