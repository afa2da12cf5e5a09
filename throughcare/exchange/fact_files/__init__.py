"""Files of facts: a nation's record as one Parquet file, its columns drawn from the kinds of fact.

`write_facts` and `FactFileWriter` make one, `open_facts` and `open_given` check one; `streams_in` gives its facts one
by one, `tables_in` as the columns of the column engine.
"""

from throughcare.exchange.fact_files.about import About, MadeUp, OrganisationRow, TeamRow
from throughcare.exchange.fact_files.chains import check_chain
from throughcare.exchange.fact_files.columns import PEOPLE_AT_ONCE, tables_in
from throughcare.exchange.fact_files.opening import FactFile, FactFileFault, open_facts
from throughcare.exchange.fact_files.recorded import check_recorded, open_given
from throughcare.exchange.fact_files.schema import COLUMNS, PERSON, SCHEMA, STAFF
from throughcare.exchange.fact_files.streams import streams_in, streams_of, table_of_facts, write_facts
from throughcare.exchange.fact_files.writing import FactFileWriter, fact_file_writer

__all__ = [
    "COLUMNS",
    "PEOPLE_AT_ONCE",
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
    "check_chain",
    "check_recorded",
    "fact_file_writer",
    "open_facts",
    "open_given",
    "streams_in",
    "streams_of",
    "table_of_facts",
    "tables_in",
    "write_facts",
]
