"""A tiny extract in which nothing is wrong, for tests to spoil."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from throughcare.exchange.extracts import Extract, read_extract

AS_OF = date(2016, 6, 30)

_TABLES = {
    "providers": """
ProviderCode,Name,Type,Owner
N01,Northern division,NPS,
C01,Northern company,CRC,Somebody
C02,Southern company,CRC,
""",
    "officers": """
OfficerCode,Grade,ProviderCode,TeamCode,FTE
O1,PO,N01,T1,1.0
O2,PSO,C01,T2,0.5
""",
    "persons": """
CRN,Forename,Surname,DateOfBirth,Sex,Ethnicity,Disability,PostcodeDistrict
X1,Ann,Able,01/02/1980,F,W1,N,M1
X2,Ben,Baker,29/02/1984,M,B1,,E8
X3,Cy,Clark,31/12/1990,M,A1,Y,LS1
""",
    "orders": """
CRN,EventNumber,SentenceDate,Disposal,LengthMonths,ReleaseDate,ExpectedEndDate,TerminatedDate,RARDays,OffenceCode,OffenceAfterORA
X1,1,10/03/2015,COMMUNITY ORDER,12,,10/03/2016,10/03/2016,10,28,Y
X1,2,04/01/2016,SUSPENDED SENTENCE ORDER,12,,04/01/2017,,10,28,Y
X2,1,10/03/2015,IMMEDIATE CUSTODY,12,09/09/2015,09/09/2016,,,39,N
""",
    "court_reports": """
ReportID,CRN,EventNumber,Format,RequestedDate,DueDate,DeliveredDate,WrittenRecordDate,ProviderCode
R1,X1,1,ORAL,02/03/2015,09/03/2015,09/03/2015,10/03/2015,N01
R2,X2,1,STANDARD,02/03/2015,,09/03/2015,,N01
""",
    "agency_checks": """
CheckID,CRN,CheckType,Agency,RequestedDate,ReturnedDate,Result
K1,X1,DV,POLICE,02/03/2015,04/03/2015,CONCERN
K2,X2,CP,CHILDREN,02/03/2015,,
""",
    "assessments": """
CRN,AssessmentDate,Type,Status,FullAnalysisRequired,RoshLevel,RSR,Assessor
X1,10/03/2015,SCREENING,COMPLETE,Y,VERY HIGH,2.5,O1
X2,10/03/2015,REVIEW,INCOMPLETE,,,,
""",
    "registrations": """
CRN,RegisterType,RegisteredDate,DeregisteredDate
X1,DA PERPETRATOR,10/03/2015,
X2,CHILD CONCERN,10/03/2015,11/03/2015
""",
    "allocations": """
CRN,EventNumber,AllocatedDate,ProviderCode,TeamCode,OfficerCode,OfficerGrade
X1,1,11/03/2015,C01,T2,O2,PSO
X2,1,11/03/2015,N01,T1,O1,PO
""",
    "contacts": """
CRN,ContactDate,ContactType,Outcome,OfficerCode
X1,12/03/2015,OFFICE,ATTENDED,O2
X1,13/03/2015,HOME,,O2
X1,14/03/2015,PLAN,,O2
X2,15/03/2015,AGENCY NOTIFIED,,O1
X2,16/03/2015,MANAGEMENT OVERSIGHT,,O1
X2,17/03/2015,RISK INCREASE,,O1
""",
    "escalations": """
EscalationID,CRN,ReferredDate,FromProvider,ToProvider,DecidedDate,Decision
E1,X1,01/04/2015,C01,N01,03/04/2015,ACCEPTED
E2,X1,01/05/2015,C01,N01,,
""",
    "convictions": """
CRN,OffenceDate,ConvictionDate,OffenceCode,Disposal
X1,01/06/2015,01/07/2015,28,FINE
""",
}


class TinyExtract:
    """Rows of cells by table, the header first; `raw` replaces a whole file by bytes (or leaves it out: None)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: dict[str, list[list[str]]] = {}
        self.raw: dict[str, bytes | None] = {}
        self.restore()

    def restore(self) -> None:
        """Put everything right again."""
        self.rows = {name: [line.split(",") for line in text.strip().splitlines()] for name, text in _TABLES.items()}
        self.raw = {}

    def spoil(self, table: str, row: int = 1, /, **cells: str) -> TinyExtract:
        """Change cells of a row (1 is the first after the header, line 2), by column."""
        for column, cell in cells.items():
            self.rows[table][row][self.rows[table][0].index(column)] = cell
        return self

    def add(self, table: str, row: int = 1, /, **cells: str) -> TinyExtract:
        """Add a copy of a row with some cells changed."""
        self.rows[table].append(list(self.rows[table][row]))
        return self.spoil(table, -1, **cells)

    def text(self, table: str, line_end: str = "\r\n") -> str:
        """A file as it will be written."""
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator=line_end).writerows(self.rows[table])
        return text.getvalue()

    def write(self) -> Path:
        """The folder, with all files written."""
        self.folder.mkdir(exist_ok=True)
        for table in self.rows:
            content = self.raw.get(table, self.text(table).encode())
            path = self.folder / f"{table}.csv"
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(content)
        return self.folder

    def read(self, as_of: date = AS_OF) -> Extract:
        """The extract, read."""
        return read_extract(self.write(), as_of=as_of)

    def refused(self) -> list[tuple[str, int, str]]:
        """File, line and column of each refused row."""
        return [(refusal.file, refusal.line, refusal.column) for refusal in self.read().refusals]
