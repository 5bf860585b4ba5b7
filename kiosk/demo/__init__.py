"""A made-up assembly, to look at the kiosk without having one: 27 people in three cells, their last weeks.

    story.py      its name, and when its evenings were
    playing.py    the evenings, played through the desk from each practice's `scene.py`: `furnish`

`furnish` plays on a clock that lies in the past and is brought to the present, so dates are near today: a
role ends in three days, a review is overdue, tonight's meeting has just begun and its agenda waits. Nobody in
it exists. It knows no screen, writes nothing by itself, and is refused like anybody.
"""
