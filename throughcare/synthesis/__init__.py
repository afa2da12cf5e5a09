"""A made-up nation: people, staff and places by chance, calibrated to what was published, the same for the same seed.

`make_nation` writes one as a file of facts; `make_people` gives people among places and staff that are there
already. Everything is made column by column, in slices of people.
"""

from throughcare.synthesis.nation import AS_OF, Given, MakingStopped, Wish, make_nation, make_people, plan_nation

__all__ = ["AS_OF", "Given", "MakingStopped", "Wish", "make_nation", "make_people", "plan_nation"]
