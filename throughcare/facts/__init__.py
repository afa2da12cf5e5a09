"""What happened: the kinds of fact, one person's stream of them, and the chain that shows tampering.

Pure: no clock, no files, no database. Importing the room shelves every kind in `KINDS`.
"""

from throughcare.facts import (
    allocation,
    checks,
    court,
    escalation,
    outcome,
    oversight,
    record,
    resettlement,
    risk,
    supervision,
)
from throughcare.facts.fact import (
    KINDS,
    NOT_RECORDED,
    TESTABLE,
    Author,
    Coded,
    Fact,
    Field,
    FieldType,
    Officer,
    Order,
    Provider,
    Source,
    YesNo,
    fields_of,
    payload_of,
)

__all__ = [
    "KINDS",
    "NOT_RECORDED",
    "TESTABLE",
    "Author",
    "Coded",
    "Fact",
    "Field",
    "FieldType",
    "Officer",
    "Order",
    "Provider",
    "Source",
    "YesNo",
    "allocation",
    "checks",
    "court",
    "escalation",
    "fields_of",
    "outcome",
    "oversight",
    "payload_of",
    "record",
    "resettlement",
    "risk",
    "supervision",
]
