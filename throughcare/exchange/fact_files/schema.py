"""The columns of a file of facts: the envelope of a fact, and every field of every kind.

One row a fact. Rows stand by stream (people before staff), then by person, day, the kind's place in the day, and
number: so whoever counts over people sorts nothing again. What a kind does not say is null there.
"""

from __future__ import annotations

import pyarrow as pa

from throughcare.facts import KINDS, Field, FieldType, fields_of

PERSON, STAFF = "person", "staff"
"""What a stream may be about: the values of the column `stream`."""

WORD = pa.dictionary(pa.int32(), pa.string())
"""Text of which there are few: stored once in each piece of a file."""

ENVELOPE: dict[str, pa.DataType] = {
    "stream": WORD,
    "person": WORD,
    "number": pa.int32(),
    "kind": WORD,
    "on": pa.date32(),
    "recorded_at": pa.timestamp("us", tz="UTC"),
    "by_staff": WORD,
    "by_organisation": WORD,
    "thread": WORD,
    "note": pa.string(),
}
"""`person` is whose stream it is: a case reference number, or the code of a member of staff."""

CHAIN: dict[str, pa.DataType] = {"salt": pa.string(), "digest": pa.string(), "hash": pa.string()}
"""A file may carry the links of the chain too; then all three, and they must hold."""

NEVER_NULL = ("stream", "person", "number", "kind", "on")

_TYPES = {
    FieldType.CODED: WORD,
    FieldType.ORDER: WORD,
    FieldType.OFFICER: WORD,
    FieldType.PROVIDER: WORD,
    FieldType.TEXT: WORD,
    FieldType.DATE: pa.date32(),
}


def _payload_fields() -> dict[str, Field]:
    """Every field of every kind by its name. One name holds one type in every kind that has it."""
    found: dict[str, Field] = {}
    for cls in KINDS.values():
        for each in fields_of(cls).values():
            if _type_of(found.setdefault(each.name, each)) != _type_of(each):
                raise TypeError(f"{cls.kind}.{each.name} holds something else in another kind")
    return found


def _type_of(field: Field) -> pa.DataType:
    if field.type is FieldType.NUMBER:
        return pa.int32() if field.is_whole else pa.float64()
    return _TYPES[field.type]


PAYLOAD = {name: _type_of(field) for name, field in _payload_fields().items()}
"""The type of the column of each field of a kind."""

COLUMNS = {**ENVELOPE, **PAYLOAD}
"""Every column that a file has, in order, but for those of the chain."""

SCHEMA = pa.schema([pa.field(name, type_, nullable=name not in NEVER_NULL) for name, type_ in COLUMNS.items()])

SCHEMA_WITH_CHAIN = pa.schema([*SCHEMA, *(pa.field(name, type_) for name, type_ in CHAIN.items())])

RANK = {name: place for place, name in enumerate(KINDS)}
"""The place of each kind within a day."""
