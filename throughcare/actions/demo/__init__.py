"""The demo world: made-up people whose records show what the inspection found, by seed and always the same.

`make_world` makes it, `PICTURE` says what must come out, `STORY` names the people to walk through.
"""

from throughcare.actions.demo.days import TODAY
from throughcare.actions.demo.story import STORY
from throughcare.actions.demo.world import World, make_world
from throughcare.synthesis.picture import PICTURE

__all__ = ["PICTURE", "STORY", "TODAY", "World", "make_world"]
