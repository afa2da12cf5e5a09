"""A made-up nation: people, staff and places by chance, calibrated to what was published, the same for the same seed.

`make_nation` writes one as a file of facts. Everything is made column by column, in slices of people.
"""

from throughcare.synthesis.nation import AS_OF, MakingStopped, Wish, make_nation, plan_nation

__all__ = ["AS_OF", "MakingStopped", "Wish", "make_nation", "plan_nation"]
