"""Agencies are shown where they are accountable, all of them, and nowhere else."""

from throughcare.records.queries.measures import By
from throughcare.web.measures.groups import Names

NAMES = Names(
    {"N02": "NPS", "C07": "CRC", "POL": "POLICE", "CHI": "CHILDREN"},
    {"N02": "NPS North East", "C07": "West Yorkshire CRC", "POL": "A Police", "CHI": "Children's Services"},
)


def test_by_provider_each_sort_stands_alone():
    assert NAMES.in_order(By.PROVIDER, ["C07"]) == ["N02", "C07"]
    assert NAMES.in_order(By.PROVIDER, []) == ["N02", "C07"]
    assert NAMES.in_order(By.PROVIDER, ["POL", "none"]) == ["POL", "CHI", "none"]


def test_by_type_too_with_words_for_each():
    assert NAMES.in_order(By.TYPE, ["CRC"]) == ["NPS", "CRC"]
    assert NAMES.in_order(By.TYPE, ["POLICE", "none"]) == ["POLICE", "CHILDREN", "none"]
    assert NAMES.of(By.TYPE, "CHILDREN") == "Children's services"
    assert NAMES.knows(By.TYPE, "POLICE")
