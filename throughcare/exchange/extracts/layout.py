"""The layout of an extract: twelve tables, and what each row of them must hold to be believed.

Literal data, and the only place where it stands. Lists of codes come from the kinds of fact that own them; what a
row *becomes* is said by the kinds too (`Source`). Within one class of fault the first column *in the order of this
page* is the one that is named, whatever the order of the columns in a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from throughcare.facts import KINDS, Coded, YesNo
from throughcare.facts.checks import IN_EXTRACTS, CheckType
from throughcare.facts.court import Disposal, ReportFormat
from throughcare.facts.escalation import Decision
from throughcare.facts.risk import Assessment, Completion, Register, RoshLevel
from throughcare.facts.staff import Grade, ProviderType
from throughcare.facts.supervision import Meeting, Outcome

PERSON = "CRN"
"""The column that names the person everywhere; the only one whose case is folded."""


@dataclass(frozen=True, slots=True)
class Day:
    """A column of days. `blank`: it may be left out. `ahead`: it may lie after the day of the extract."""

    column: str
    blank: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A column with a closed list of values. `blank`: it may be left out.

    `only_where` names another column and the values there for which this one is looked at at all.
    """

    column: str
    values: tuple[str, ...]
    blank: bool = False
    only_where: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that together name a row of another table by its key. A fault is put down to the last of them."""

    columns: tuple[str, ...]
    table: str

    @property
    def column(self) -> str:
        """The column to which a fault is put down."""
        return self.columns[-1]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two days of one row of which `later` cannot come before `earlier`; `words` say what would be wrong then."""

    later: str
    earlier: str
    words: str

    @property
    def column(self) -> str:
        """The column to which a fault is put down."""
        return self.later


@dataclass(frozen=True, slots=True)
class OnlyFor:
    """A column that may be filled only where another one holds one value; `words` say why."""

    column: str
    other: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """One file of an extract: what a row is, the columns it must have and may have, and what makes a row good."""

    name: str
    row_is: str
    columns: tuple[str, ...]
    key: tuple[str, ...] = ()
    days: tuple[Day, ...] = ()
    codes: tuple[Code, ...] = ()
    references: tuple[Reference, ...] = ()
    order: tuple[Pair | OnlyFor, ...] = ()
    optional: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns that a row is kept with: those of the layout, the optional ones last."""
        return (*self.columns, *self.optional)

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"

    @property
    def filled(self) -> tuple[str, ...]:
        """The columns that no row may leave blank: keys, what names another row, and most days and codes."""
        must = {*self.key, *(column for reference in self.references for column in reference.columns)}
        must |= {day.column for day in self.days if not day.blank}
        must |= {code.column for code in self.codes if not code.blank}
        return tuple(column for column in self.columns if column in must)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _values(codes: Iterable[Coded]) -> tuple[str, ...]:
    return tuple(member.value for member in codes)


_TO_PERSON = Reference((PERSON,), "persons")
_TO_ORDER = Reference((PERSON, "EventNumber"), "orders")
_TO_PROVIDER = Reference(("ProviderCode",), "providers")
_TO_OFFICER = Reference(("OfficerCode",), "officers")

_CASE_GRADES = (Grade.OFFICER.value, Grade.SERVICE_OFFICER.value)
_CONTACT_TYPES = tuple(
    source.only[1] for kind in KINDS.values() for source in kind.sources if source.table == "contacts" and source.only
)

TABLES: tuple[Table, ...] = (
    Table(
        "providers",
        "an organisation",
        _words("ProviderCode Type Owner"),
        key=("ProviderCode",),
        codes=(Code("Type", _values(ProviderType)),),
        optional=("Name",),
    ),
    Table(
        "officers",
        "a member of staff",
        _words("OfficerCode Grade ProviderCode TeamCode FTE"),
        key=("OfficerCode",),
        codes=(Code("Grade", _CASE_GRADES),),
        references=(_TO_PROVIDER,),
    ),
    Table(
        "persons",
        "a person",
        _words("CRN Forename Surname DateOfBirth Sex Ethnicity Disability PostcodeDistrict"),
        key=(PERSON,),
        days=(Day("DateOfBirth"),),
    ),
    Table(
        "orders",
        "a sentence",
        _words(
            "CRN EventNumber SentenceDate Disposal LengthMonths ReleaseDate ExpectedEndDate TerminatedDate "
            "RARDays OffenceCode"
        ),
        key=(PERSON, "EventNumber"),
        days=(
            Day("SentenceDate"),
            Day("ReleaseDate", blank=True),
            Day("ExpectedEndDate", blank=True, ahead=True),
            Day("TerminatedDate", blank=True),
        ),
        codes=(Code("Disposal", _values(Disposal)),),
        references=(_TO_PERSON,),
        order=(
            OnlyFor(
                "ReleaseDate",
                "Disposal",
                Disposal.IMMEDIATE_CUSTODY.value,
                "only a person sentenced to custody can be released",
            ),
            Pair("ReleaseDate", "SentenceDate", "released before sentenced"),
            Pair("TerminatedDate", "SentenceDate", "ended before sentenced"),
        ),
    ),
    Table(
        "court_reports",
        "a report",
        _words("ReportID CRN EventNumber Format RequestedDate DueDate DeliveredDate WrittenRecordDate ProviderCode"),
        key=("ReportID",),
        days=(
            Day("RequestedDate"),
            Day("DueDate", blank=True, ahead=True),
            Day("DeliveredDate"),
            Day("WrittenRecordDate", blank=True),
        ),
        codes=(Code("Format", _values(ReportFormat)),),
        references=(_TO_PERSON, _TO_ORDER, _TO_PROVIDER),
        order=(Pair("WrittenRecordDate", "DeliveredDate", "recorded before delivered"),),
    ),
    Table(
        "agency_checks",
        "a check asked of another agency",
        _words("CheckID CRN CheckType Agency RequestedDate ReturnedDate Result"),
        key=("CheckID",),
        days=(Day("RequestedDate"), Day("ReturnedDate", blank=True)),
        codes=(Code("CheckType", _values(CheckType)), Code("Result", _values(IN_EXTRACTS), blank=True)),
        references=(_TO_PERSON,),
        order=(Pair("ReturnedDate", "RequestedDate", "returned before requested"),),
    ),
    Table(
        "assessments",
        "a risk-of-serious-harm assessment",
        _words("CRN AssessmentDate Type Status FullAnalysisRequired RoshLevel RSR Assessor"),
        days=(Day("AssessmentDate"),),
        codes=(
            Code("Type", _values(Assessment)),
            Code("Status", _values(Completion)),
            Code("FullAnalysisRequired", _values(YesNo), blank=True),
            Code("RoshLevel", _values(RoshLevel), blank=True),
        ),
        references=(_TO_PERSON,),
    ),
    Table(
        "registrations",
        "a concern",
        _words("CRN RegisterType RegisteredDate DeregisteredDate"),
        days=(Day("RegisteredDate"), Day("DeregisteredDate", blank=True)),
        codes=(Code("RegisterType", _values(Register)),),
        references=(_TO_PERSON,),
    ),
    Table(
        "allocations",
        "the case given to an officer",
        _words("CRN EventNumber AllocatedDate ProviderCode TeamCode OfficerCode"),
        days=(Day("AllocatedDate"),),
        references=(_TO_PERSON, _TO_ORDER, _TO_PROVIDER, _TO_OFFICER),
    ),
    Table(
        "contacts",
        "a contact",
        _words("CRN ContactDate ContactType Outcome OfficerCode"),
        days=(Day("ContactDate"),),
        codes=(
            Code("ContactType", _CONTACT_TYPES),
            Code("Outcome", _values(Outcome), blank=True, only_where=("ContactType", _values(Meeting))),
        ),
        references=(_TO_PERSON, _TO_OFFICER),
    ),
    Table(
        "escalations",
        "a referral because risk rose",
        _words("EscalationID CRN ReferredDate FromProvider ToProvider DecidedDate Decision"),
        key=("EscalationID",),
        days=(Day("ReferredDate"), Day("DecidedDate", blank=True)),
        codes=(Code("Decision", _values(Decision), blank=True),),
        references=(_TO_PERSON, Reference(("FromProvider",), "providers"), Reference(("ToProvider",), "providers")),
        order=(Pair("DecidedDate", "ReferredDate", "decided before referred"),),
    ),
    Table(
        "convictions",
        "a further conviction",
        _words("CRN OffenceDate ConvictionDate OffenceCode Disposal"),
        days=(Day("OffenceDate"), Day("ConvictionDate")),
        references=(_TO_PERSON,),
        order=(Pair("ConvictionDate", "OffenceDate", "convicted before the offence"),),
    ),
)
"""Every table, in the order in which rows are checked and facts are taken: a table comes after those that it names."""

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
