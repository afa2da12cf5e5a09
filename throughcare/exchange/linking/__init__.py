"""Whole files of people compared with each other, and the pairs that may be one person put before somebody who decides.

`read_people`, `propose` and `write_pairs` are what others call; nothing here links anybody. What goes in and out stands
in `port`. Splink is the extra `link`: it is imported in `splink_engine` alone, and only when something is compared.
"""

from throughcare.exchange.linking.pair_files import check_name, write_pairs
from throughcare.exchange.linking.people_files import PeopleRead, read_people
from throughcare.exchange.linking.port import PEOPLE, Engine, Field, Level, LinkFault, Pair, Proposed, Scores, Source
from throughcare.exchange.linking.proposing import AT_LEAST, HELD_AT, LEAST, propose
from throughcare.exchange.linking.splink_engine import check_installed

__all__ = [
    "AT_LEAST",
    "HELD_AT",
    "LEAST",
    "PEOPLE",
    "Engine",
    "Field",
    "Level",
    "LinkFault",
    "Pair",
    "PeopleRead",
    "Proposed",
    "Scores",
    "Source",
    "check_installed",
    "check_name",
    "propose",
    "read_people",
    "write_pairs",
]
