"""Files of facts: a nation's record as one Parquet file, its columns drawn from the kinds of fact.

`write_facts` and `FactFileWriter` make one, `open_facts` checks one and gives its facts.
"""

from throughcare.exchange.fact_files.about import About, MadeUp, OrganisationRow, TeamRow
from throughcare.exchange.fact_files.opening import FactFile, FactFileFault, open_facts
from throughcare.exchange.fact_files.schema import COLUMNS, PERSON, SCHEMA, STAFF
from throughcare.exchange.fact_files.streams import streams_in, streams_of, table_of, write_facts
from throughcare.exchange.fact_files.writing import FactFileWriter, fact_file_writer

__all__ = [
    "COLUMNS",
    "PERSON",
    "SCHEMA",
    "STAFF",
    "About",
    "FactFile",
    "FactFileFault",
    "FactFileWriter",
    "MadeUp",
    "OrganisationRow",
    "TeamRow",
    "fact_file_writer",
    "open_facts",
    "streams_in",
    "streams_of",
    "table_of",
    "write_facts",
]
