"""`python -m bench.made_up_nation`: the page that sets beside every parameter of a made-up nation what came out.

It makes 25,000 people over five years, by seed 1, and counts them; the shares of the picture are counted over the first
5,000 of them by the case engine. About a minute on two processors.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from throughcare.exchange.fact_files import PERSON, FactFile, open_facts, streams_in
from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.facts.staff import ProviderType
from throughcare.facts.stream import in_order, standing
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.obligations import Outcome, Owed, outcome_of
from throughcare.synthesis import Wish, make_nation, parameters
from throughcare.synthesis.parameters import Parameter
from throughcare.synthesis.picture import DONE_LATE, FURTHER_CONVICTION, PICTURE

PAGE = Path(__file__).parent.parent / "docs" / "explain" / "the-made-up-nation.md"
WISH = Wish(people=25_000, years=5, seed=1)
COUNTED_BY_ENGINE = 5_000
BEGUN = ("COMMUNITY ORDER", "SUSPENDED SENTENCE ORDER")

Shown = dict[str, str]


def shown(value: Any) -> str:
    """A number, a pair or a mix as the page shows it."""
    if isinstance(value, Mapping):
        return "; ".join(f"{shown_key(key)} {shown(each)}" for key, each in value.items())
    if isinstance(value, tuple):
        return " and ".join(shown(each) for each in value)
    if value is None:
        return "none"
    return f"{value:,}" if isinstance(value, int) else f"{value:.4g}" if abs(value) < 0.01 else f"{value:.3g}"


def shown_key(key: Any) -> str:
    """A key of a mix: a word, a year (without a comma) or a span."""
    if isinstance(key, tuple):
        return f"{key[0]} to {key[1]}"
    return "not asked" if key is None else str(key).lower()


def mix(frame: pl.DataFrame, column: str) -> dict[str, float]:
    """The share of each value of a column, of those that are recorded."""
    counts = frame[column].drop_nulls().cast(pl.String).value_counts(sort=True)
    whole = counts["count"].sum()
    return {name: many / whole for name, many in counts.iter_rows()}


def first(frame: pl.DataFrame, kind: str, column: str) -> pl.DataFrame:
    """Each person's first fact of a kind that says something in a column."""
    found = frame.filter((pl.col("kind") == kind) & pl.col(column).is_not_null())
    return found.group_by("person", maintain_order=True).first()


def share(frame: pl.DataFrame, where: pl.Expr) -> float:
    """The share of rows for which something is so."""
    return frame.filter(where).height / max(1, frame.height)


def by_type(frame: pl.DataFrame, types: Mapping[str, str], count: Callable[[pl.DataFrame], float]) -> tuple[float, ...]:
    """A count for the service and for the companies, by the organisation of whoever recorded."""
    organisation = frame["by_organisation"].cast(pl.String)
    return tuple(
        count(frame.filter(organisation.is_in([code for code, type_ in types.items() if type_ == each])))
        for each in ProviderType
    )


def counted(facts: pl.DataFrame, types: Mapping[str, str]) -> dict[str, Any]:
    """What came out, by the name of the parameter; only what can be read from the facts alone."""
    of = {kind: facts.filter(pl.col("kind") == kind) for kind in facts["kind"].unique().to_list()}
    return people_counted(facts, of, types) | courts_counted(facts, of, types) | work_counted(facts, of, types)


Kinds = Mapping[str, pl.DataFrame]


def people_counted(facts: pl.DataFrame, of: Kinds, types: Mapping[str, str]) -> dict[str, Any]:
    """Who the people are."""
    people = of["identified"]
    born = people.select("person", "born_on")
    age = first(facts, "sentenced", "order").select("person", sentenced_on="on").join(born, on="person")
    age = age.select(age=(pl.col("sentenced_on") - pl.col("born_on")).dt.total_days() / 365.25)
    levels = mix(first(facts, "assessed", "level"), "level")
    return {
        "SERVICE_SHARE": by_types(first(facts, "allocated", "provider"), types)["NPS"],
        "LEVELS": {level: levels.get(level, 0.0) for level in parameters.LEVELS.value},
        "WOMEN": mix(people, "sex")["Female"],
        "AGES": {span: share(age, pl.col("age").floor().is_between(*span)) for span in parameters.AGES.value},
        "ETHNICITIES": ethnicities(people),
        "DISABILITIES": mix(people, "disability"),
        "OFFENCES": mix(first(facts, "sentenced", "offence"), "offence"),
        "SAFETY": of["staff_safety"]["person"].n_unique() / people.height,
        "ACCESS_LIMITED": of["access_limited"]["person"].n_unique() / people.height,
        "CHANGE": of["significant_change"]["person"].n_unique() / people.height,
    }


def courts_counted(facts: pl.DataFrame, of: Kinds, types: Mapping[str, str]) -> dict[str, Any]:
    """What courts asked for and decided, and when."""
    delivered = of["report_delivered"].with_columns(year=pl.col("on").dt.year())
    by_month = (
        of["sentenced"].group_by(pl.col("on").dt.month().alias("month")).agg(pl.len(), days=pl.col("on").n_unique())
    )
    rate = by_month.sort("month").select(pl.col("len") / pl.col("days")).to_series()
    asked = of["report_requested"].select("person", "thread", asked="on")
    taken = delivered.join(asked, on=["person", "thread"]).with_columns(pl.col("format").cast(pl.String))
    days = taken.with_columns(days=pl.business_day_count("asked", "on")).group_by("format").agg(pl.col("days").median())
    disposals = first(facts, "sentenced", "disposal")
    in_community = disposals.filter(pl.col("disposal") != "IMMEDIATE CUSTODY")
    return {
        "REPORTS_A_YEAR": dict(delivered["year"].value_counts().sort("year").iter_rows()),
        "SEASON": tuple((rate / rate.mean()).to_list()),
        "WITH_REPORT": delivered.height / of["sentenced"].height,
        "ORAL_SHARE": _by_year(delivered, "ORAL"),
        "STANDARD_SHARE": _by_year(delivered, "STANDARD"),
        "WRITTEN_DAYS": {format_: f"median {median:g}" for format_, median in days.sort("format").iter_rows()},
        "CUSTODY": by_disposal(disposals, first(facts, "allocated", "provider"), types),
        "SUSPENDED": mix(in_community, "disposal")["SUSPENDED SENTENCE ORDER"],
    }


def work_counted(facts: pl.DataFrame, of: Kinds, types: Mapping[str, str]) -> dict[str, Any]:
    """What staff did, and how many there are."""
    seen, held, left = of["appointment"], of["post_held"], of["post_left"].height
    is_late = pl.col("recorded_at").dt.convert_time_zone("Europe/London").dt.date() > pl.col("on")
    attended = seen.filter(pl.col("outcome") == "ATTENDED").height
    return {
        "OUTCOMES": by_type(seen, types, lambda each: mix(each, "outcome")["ATTENDED"]),
        "DELAY": by_type(seen, types, lambda each: share(each, ~is_late)),
        "ACCEPTED": mix(of["escalation_decided"], "decision")["ACCEPTED"],
        "ENTERED_TWICE": of["withdrawn"].filter(pl.col("reason") == "Entered twice.").height / attended,
        "CASELOAD": caseload(facts),
        "STAFF": held.height,
        "TURNOVER": left / WISH.years / (held.height - left),
        "PART_TIME": share(held, pl.col("full_time") < 1),
        "AWAY": of["practitioner_absent"].height / WISH.years / (held.height - left),
    }


def ethnicities(people: pl.DataFrame) -> dict[str, float]:
    """The share of each group of the census, as it begins the answer."""
    groups: dict[str, float] = {}
    for answer, found in mix(people, "ethnicity").items():
        group = next((name for name in ("White", "Black", "Asian", "Mixed") if answer.startswith(name)), "Other")
        groups[group] = groups.get(group, 0.0) + found
    return groups


def by_types(firsts: pl.DataFrame, types: Mapping[str, str]) -> dict[str, float]:
    """The share of people under each type of organisation at first."""
    counts = Counter(types[code] for code in firsts["provider"].cast(pl.String))
    return {type_: many / counts.total() for type_, many in counts.items()}


def by_disposal(community: pl.DataFrame, firsts: pl.DataFrame, types: Mapping[str, str]) -> tuple[float, ...]:
    """The share in prison first, of (service, companies)."""
    joined = community.select("person", "disposal").join(firsts.select("person", "provider"), on="person")
    found = []
    for type_ in ProviderType:
        codes = [code for code, each in types.items() if each == type_]
        found.append(
            share(
                joined.filter(pl.col("provider").cast(pl.String).is_in(codes)),
                pl.col("disposal") == "IMMEDIATE CUSTODY",
            )
        )
    return tuple(found)


def _by_year(delivered: pl.DataFrame, format_: str) -> dict[int, float]:
    years = delivered.group_by("year").agg((pl.col("format") == format_).mean().alias("share")).sort("year")
    return {year: found for year, found in years.iter_rows() if year < WISH.as_of.year}


def caseload(facts: pl.DataFrame) -> str:
    """Current cases a practitioner at the end: the median, and nine tenths of all."""
    orders = {kind: facts.filter(pl.col("kind") == kind).select("person", "order") for kind in ("sentenced", "ended")}
    current = orders["sentenced"].join(orders["ended"], on=["person", "order"], how="anti").select("person").unique()
    given = facts.filter((pl.col("kind") == "allocated") & pl.col("officer").is_not_null())
    latest = given.group_by("person", maintain_order=True).last()
    cases = current.join(latest, on="person").group_by("officer").len()["len"]
    cases = cases.filter(cases > 4)  # whoever left, and whose last cases were given on but not recorded yet, is out
    return f"median {cases.median():g}, nine tenths from {cases.quantile(0.05):g} to {cases.quantile(0.95):g}"


# --- the picture ----------------------------------------------------------------------------------------------------


def picture(file: FactFile) -> dict[str, dict[str, tuple[float, float, int]]]:
    """By standard and type of organisation: the share met, the share of the rest done late, of how many duties."""
    types = {each.code: each.type for each in file.about.organisations}
    engine = CaseEngine([each for pack in read_packs(shipped_packs()) for each in pack.standards])
    found: dict[tuple[str, str], Counter[Outcome]] = {}
    for stream, _, facts in islice(streams_in(file), COUNTED_BY_ENGINE):
        if stream != PERSON:
            break
        stands = in_order(standing(facts, as_of=file.about.as_of))
        for duty in engine.derive(stands):
            pack, _, standard = duty.standard.partition("/")
            if pack == "briefing" and duty.owed is Owed.YES and duty.accountable is not None:
                of = found.setdefault((standard, types[duty.accountable]), Counter())
                of[outcome_of(duty, file.about.as_of)] += 1
        begun = next((f.on for f in stands if f.kind == "released" or getattr(f, "disposal", None) in BEGUN), None)
        holder = next((f.provider for f in stands if f.kind == "allocated"), None)
        if begun is not None and holder is not None:
            is_convicted = any(f.kind == "convicted" and f.on >= begun for f in stands)
            of = found.setdefault((FURTHER_CONVICTION, types[holder]), Counter())
            of[Outcome.MET if is_convicted else Outcome.MISSED] += 1
    return {
        standard: {type_: _shares(found.get((standard, type_), Counter())) for type_ in ProviderType}
        for standard in PICTURE
    }


def _shares(outcomes: Counter[Outcome]) -> tuple[float, float, int]:
    met, late, missed = (outcomes[each] for each in (Outcome.MET, Outcome.LATE, Outcome.MISSED))
    return met / max(1, met + late + missed), late / max(1, late + missed), met + late + missed


# --- the page -------------------------------------------------------------------------------------------------------

HEAD = f"""# The made-up nation

<!-- Drawn by `python -m bench.made_up_nation`: change the parameters, not this page. -->

`throughcare synthesise` makes up a nation's record, and the demo's people come from the same maker. Everybody in it is
made up; what they are made up *from* stands here, number by number, with where it comes from and how sure that is.
*Verified* was read in its source, *stated* is what somebody says and nobody checked, and *unverified: ours* is a
choice, because no source was found. Beside each number stands what came out, where it can be counted from the facts:
{WISH.people:,} people over {WISH.years:g} years, seed {WISH.seed}, as of {WISH.as_of:%-d %B %Y}. Pairs are of the
National Probation Service and of the companies.

What it is for, and what not: it has the volume, the mix and the known contrasts of the national record, so that
programs can be measured on it and pages looked at. It says nothing about any real organisation, and nothing that is
found in it is a finding.

## How it is made

Column by column, in slices of 5,000 people, each from the seed and its own number alone: so the same seed gives the
same rows, whatever the number of processes. Stages follow one another as they do for a person: sentence and report,
checks, allocation, first meeting, visits, plan, reviews, changes, referral, conviction, end. How a case gets to whoever
holds it is told last, around the days that were drawn before: the decision who is to hold it, the handover to a company
or to another area, its answer, some packs returned and sent again; so are exemptions from a full analysis and
professional concerns. Whether a return had a good reason, and what was missing from a pack, is not made up.

A *desk* is a post that somebody always holds. When somebody leaves, whoever comes after takes all their cases on the
first working day, and each is allocated anew. Somebody who is away is covered by a colleague, or the meeting falls out;
the first meeting with a person is always their practitioner's own.

Teams differ: what is true of each is drawn from a beta distribution around the share of its type. Two companies truly
change over the years. Nothing else differs between teams but chance, so whoever finds more has found chance.

What it leaves out: double bookings (two people may be arranged for one time), notes in words, moves of staff between
teams, breach and recall, and every kind of work that is no fact yet.
"""


def parameters_table(came_out: Mapping[str, Any]) -> str:
    """Every parameter beside what came out."""
    rows = ["| what | aimed at | came out | source | sure |", "|---|---|---|---|---|"]
    for name, each in vars(parameters).items():
        if isinstance(each, Parameter):
            found = came_out.get(name)
            cell = "" if found is None else found if isinstance(found, str) else shown_any(found)
            rows.append(f"| {each.what} | {shown_any(each.value)} | {cell} | {each.source} | {each.sure} |")
    return "\n".join(rows)


def shown_any(value: Any) -> str:
    """As `shown`, with words left as they are."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "; ".join(f"{shown_key(key)} {shown_any(each)}" for key, each in value.items())
    if isinstance(value, tuple):
        return ", ".join(shown_any(each) for each in value)
    return shown(value)


def picture_table(came_out: Mapping[str, Mapping[str, tuple[float, float, int]]]) -> str:
    """The picture beside what came out, and how what is not in time is done late."""
    rows = [
        "| standard | of | aimed at | came out | of duties | late, aimed at | late, came out |",
        "|---|---|---|---|---|---|---|",
    ]
    for standard, pair in PICTURE.items():
        for type_, target in zip(ProviderType, pair, strict=True):
            met, late, many = came_out[standard][type_]
            if target is not None:
                aim = DONE_LATE.get(standard)
                lates = (f"{aim[list(ProviderType).index(type_)]:.0%}", f"{late:.0%}") if aim else ("", "")
                rows.append(f"| {standard} | {type_} | {target:.0%} | {met:.1%} | {many:,} | {lates[0]} | {lates[1]} |")
    return "\n".join(rows)


def page() -> str:
    """The whole page."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nation.parquet"
        many = make_nation(WISH, path, processes=2)
        file = open_facts(path)
        types = {each.code: each.type for each in file.about.organisations}
        facts = pl.read_parquet(path).with_columns(
            pl.col("kind", "disposal", "reason", "outcome", "decision").cast(pl.String)
        )
        came_out = counted(facts, types)
        shares = picture(file)
    return (
        f"{HEAD}\n## The numbers\n\n{many:,} facts came out, {many / WISH.people:.0f} a person.\n\n"
        f"{parameters_table(came_out)}\n\n## The picture of the inspection\n\n"
        f"Counted by the case engine over the first {COUNTED_BY_ENGINE:,} people. Sources stand beside each number in\n"
        f"`throughcare/synthesis/picture.py`. The share done late is of what is not done in time.\n\n"
        f"{picture_table(shares)}\n"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Written: {PAGE}", file=sys.stderr)
