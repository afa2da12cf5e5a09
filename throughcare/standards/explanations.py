"""Why an obligation stands as it does, in one sentence each, from the facts as they were known.

Made only when asked for: the engines keep no reasons. The facts given decide which past is explained: cut them
with `facts.stream.standing` for any day, as it happened or as it was known then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughcare.calendar import Limit, Unit, days_between, holidays_between, is_working_day, working_days_between
from throughcare.facts import Fact
from throughcare.facts.words import Say, as_written, say_day, say_days, say_fact, say_list
from throughcare.standards.case_engine import CaseEngine, Moment, is_tied, moment_of, moments
from throughcare.standards.language import (
    HAS_ORDER,
    AnyStandard,
    Clause,
    DayIn,
    Deadline,
    Due,
    Gate,
    Per,
    kinds_of,
    voiding,
)
from throughcare.standards.obligations import Obligation, Outcome, Owed, outcome_of
from throughcare.standards.pattern_words import say_found, say_limit, say_name, say_pattern

NEAR_MISSES = 3
"""So many facts that did not settle a duty are told: the first ones, which mostly show why."""
_NO_NEAR_MISS = (Outcome.VOID, Outcome.MET)

LISTED_DAYS = 20
"""Up to so many working days are listed one by one; more would bury the sentence."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One obligation explained. Each part is one sentence, or empty where there is nothing to say."""

    standard: str
    title: str
    outcome: Outcome
    owed: Owed
    opened: str
    condition: str
    usual: str
    counted: str
    skipped: str
    settled: str
    fell_short: str
    accountable: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The parts that say something, in the order in which they are read."""
        parts = (
            self.opened,
            self.condition,
            self.usual,
            self.counted,
            self.skipped,
            self.settled,
            self.fell_short,
            self.accountable,
        )
        return tuple(part for part in parts if part)


def explain(
    standard: AnyStandard,
    obligation: Obligation,
    facts: Sequence[Fact],
    *,
    as_of: date,
    say: Say = as_written,
    organisations: Mapping[str, str] | None = None,
    places: Mapping[int, str] | None = None,
) -> Explanation:
    """Explain an obligation of `standard` from the person's facts, cut and in order as the engines read them.

    `organisations` gives names for codes, `places` where each fact is written (*orders, line 8*). Raises
    `LookupError` where the fact that opened it is not among `facts`.
    """
    moment = moment_of(standard, facts, obligation.opened_by)
    teller = _Teller(standard, obligation, facts, as_of, moment, say, organisations or {}, places or {})
    return Explanation(
        standard.name,
        say(standard.about.title),
        outcome_of(obligation, as_of),
        obligation.owed,
        teller.opened(),
        teller.condition(),
        teller.usual(),
        teller.counted(),
        teller.skipped(),
        teller.settled(),
        teller.fell_short(),
        teller.accountable(),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Everything that the sentences on one obligation are told from."""

    standard: AnyStandard
    obligation: Obligation
    facts: Sequence[Fact]
    as_of: date
    moment: Moment
    say: Say
    organisations: Mapping[str, str]
    places: Mapping[int, str]

    def _fact(self, fact: Fact) -> dict[str, object]:
        place = self.places.get(fact.number)
        which = self.say("fact %(number)d") % {"number": fact.number}
        return {
            "which": f"{which} ({place})" if place else which,
            "day": self._day(fact.on),
            "fact": say_fact(fact, self.say),
        }

    def _day(self, day: date | None) -> str:
        return "" if day is None else say_day(day, self.say)

    def opened(self) -> str:
        fact = self._fact(self.moment.fact)
        if isinstance(self.standard, Gate):
            return self.say("Asked on %(day)s at %(which)s: %(fact)s.") % fact
        return self.say("Opened on %(day)s by %(which)s: %(fact)s.") % fact

    def condition(self) -> str:
        if not self.standard.applies:
            return ""
        found = {"found": say_found(self.standard.applies, self.standard, self.moment, self.say)}
        if self.obligation.owed is Owed.YES:
            return self.say("It is owed, by what was known just then: %(found)s.") % found
        if self.obligation.owed is Owed.NO:
            return self.say("It is not owed, by what was known just then: %(found)s.") % found
        both = (*self.standard.applies, *self.standard.unknown)
        found["found"] = say_found(both, self.standard, self.moment, self.say)
        return self.say("Whether it is owed was not known just then: %(found)s.") % found

    def usual(self) -> str:
        """Why the usual limit counts, where the opening fact might have said a day."""
        due = None if isinstance(self.standard, Gate) else self._due()
        if not isinstance(due, DayIn) or self._limit() is None:
            return ""
        said = getattr(self.moment.fact, due.field)
        words = {"field": say_name(due.field, self.say), "day": self._day(said)}
        if said is None:
            return self.say("Its %(field)s is not recorded, so the usual limit counts.") % words
        return (
            self.say("Its %(field)s, %(day)s, lies before the day on which it opened, so the usual limit counts.")
            % words
        )

    def counted(self) -> str:
        due, opened = self.obligation.due, self.obligation.opened
        if due is None or isinstance(self.standard, Gate):
            return self.say("It is asked and answered at once, so no days are counted.")
        by, limit = self._due(), self._limit()
        if isinstance(by, DayIn) and limit is None:
            words = {"due": self._day(due), "field": say_name(by.field, self.say)}
            return self.say("Due by %(due)s, the day that its %(field)s says.") % words
        assert limit is not None
        words = {"limit": say_limit(limit, self.say), "opened": self._day(opened), "due": self._day(due)}
        if limit.unit is not Unit.WORKING_DAYS or not 0 < limit.count <= LISTED_DAYS:
            return self.say("Due by %(due)s, %(limit)s after %(opened)s.") % words
        days = [day for day in days_between(opened, due) if is_working_day(day)]
        words["days"] = say_days(days, self.say)
        return self.say("Due by %(due)s, %(limit)s after %(opened)s, counting %(days)s.") % words

    def skipped(self) -> str:
        due = self.obligation.due
        if due is None or not self._counts_working_days():
            return ""
        holidays = holidays_between(self.obligation.opened, due)
        if not holidays:
            return self.say("Weekends are skipped; no bank holiday fell between.")
        named = [f"{self.say(name)} ({self._day(day)})" for day, name in holidays.items()]
        return self.say("Skipped are weekends and %(holidays)s.") % {"holidays": say_list(named, self.say)}

    def _due(self) -> Due:
        """What the first opening clause that matches says of the due day: the one that set it."""
        assert isinstance(self.standard, Deadline)
        clause = next(clause for clause in self.standard.opens if self.moment.matches((clause,)))
        return self.standard.due_of(clause)

    def _limit(self) -> Limit | None:
        """The limit by which the due day was counted; None where the opening fact said the day itself."""
        due = self._due()
        if not isinstance(due, DayIn):
            return due
        said = getattr(self.moment.fact, due.field)
        return due.otherwise if said is None or said < self.obligation.opened else None

    def _counts_working_days(self) -> bool:
        limit = self._limit()
        return limit is not None and limit.unit is Unit.WORKING_DAYS

    def settled(self) -> str:
        if isinstance(self.standard, Gate):
            return self._gate_settled(self.standard)
        match outcome_of(self.obligation, self.as_of):
            case Outcome.VOID:
                return self._void()
            case Outcome.MET | Outcome.LATE:
                return self._met()
            case Outcome.MISSED:
                words = {"as_of": self._day(self.as_of), "wanted": self._wanted()}
                return self.say("Nothing had settled it by %(as_of)s; what settles it is: %(wanted)s.") % words
            case _:
                words = {"due": self._day(self.obligation.due), "wanted": self._wanted()}
                return self.say("Not settled yet, and due by %(due)s; what settles it is: %(wanted)s.") % words

    def _wanted(self) -> str:
        assert isinstance(self.standard, Deadline)
        wanted = say_pattern(self.standard.met_by, self.standard, self.say)
        if self.standard.per is None:
            return wanted
        tie = {"thread": self.say("%s, of the same thread"), "order": self.say("%s, of the same order")}
        return tie[self.standard.per] % wanted

    def _gate_settled(self, gate: Gate) -> str:
        words = {
            "found": say_found(gate.holds, gate, self.moment, self.say),
            "needed": say_pattern(gate.holds, gate, self.say),
        }
        if self.obligation.met is not None:
            return self.say("It held, by what was known just then: %(found)s.") % words
        return self.say("It did not hold: found was %(found)s, and needed was %(needed)s.") % words

    def _void(self) -> str:
        voided_by = self._voided_by()
        if voided_by is not None:
            words = self._fact(voided_by)
            return (
                self.say(
                    "Void: closed on %(day)s by %(which)s: %(fact)s, "
                    "on or before the due day and before anything settled it."
                )
                % words
            )
        order = self._order_of_duty()
        words = {"day": self._day(self.obligation.ended), "order": order}
        if order is not None:
            return (
                self.say(
                    "Void: order %(order)s ended on %(day)s, on or before the due day and before anything settled it."
                )
                % words
            )
        return (
            self.say(
                "Void: the last open order ended on %(day)s, on or before the due day and before anything settled it."
            )
            % words
        )

    def _voided_by(self) -> Fact | None:
        """The first fact that voided it on the day on which it was closed; None where its order's end did."""
        pattern, is_after = voiding(self.standard), False
        if not isinstance(self.standard, Deadline) or not pattern:
            return None
        per, opening = self.standard.tie_of_voiding, self.moment.fact
        for moment in moments(self.standard, self.facts):
            fact = moment.fact
            is_of_day = is_after and fact.on == self.obligation.ended
            if is_of_day and moment.matches(pattern) and (per is None or is_tied(opening, fact, per)):
                return fact
            is_after |= fact.number == opening.number
        return None

    def _met(self) -> str:
        met_by = self.obligation.met_by or self._met_by()
        by = next(fact for fact in self.facts if fact.number == met_by)
        due = self.obligation.due or by.on
        away = self._away(by.on, due)
        words = self._fact(by) | {"away": say_limit(away, self.say)}
        if by.on > due:
            return self.say("Settled %(away)s late, on %(day)s by %(which)s: %(fact)s.") % words
        if by.on == due:
            return self.say("Met on the due day, %(day)s, by %(which)s: %(fact)s.") % words
        return self.say("Met with %(away)s to spare, on %(day)s by %(which)s: %(fact)s.") % words

    def _away(self, day: date, due: date) -> Limit:
        """How far a day is from the due day: in working days where those are counted, else in days."""
        if self._counts_working_days():
            return Limit(abs(working_days_between(day, due)), Unit.WORKING_DAYS)
        return Limit(abs((due - day).days), Unit.CALENDAR_DAYS)

    def fell_short(self) -> str:
        """The first facts of the right kind that did not settle it, and what was wrong with each."""
        if not isinstance(self.standard, Deadline) or outcome_of(self.obligation, self.as_of) in _NO_NEAR_MISS:
            return ""
        told: list[str] = []
        for moment in self._near(self.standard):
            words = self._fact(moment.fact) | {"why": self._shortfall(self.standard, moment)}
            told.append(self.say("%(fact)s on %(day)s, %(which)s, with %(why)s") % words)
            if len(told) == NEAR_MISSES:
                break
        return self.say("What did not settle it: %(facts)s.") % {"facts": "; ".join(told)} if told else ""

    def _near(self, standard: Deadline) -> Iterator[Moment]:
        """The facts after the opening one, up to the one that settled it, of a kind that could have."""
        met_by = self.obligation.met and (self.obligation.met_by or self._met_by())
        could, is_after = kinds_of(standard.met_by), False
        for moment in moments(standard, self.facts):
            if moment.fact.number == met_by:
                return
            if is_after and moment.fact.kind in could:
                yield moment
            is_after |= moment.fact.number == self.obligation.opened_by

    def _shortfall(self, standard: Deadline, moment: Moment) -> str:
        clause = next(clause for clause in standard.met_by if moment.fact.kind in clause.kinds)
        failed = tuple(test for test in clause.tests if not moment.matches((Clause((), (test,)),)))
        if failed:
            return say_found((Clause((), failed),), standard, moment, self.say)
        return self.say("another thread") if standard.per is Per.THREAD else self.say("another order")

    def _met_by(self) -> int | None:
        """The number of the satisfying fact, which the column engine does not keep."""
        made = CaseEngine([self.standard]).derive(self.facts)
        return next(each.met_by for each in made if each.key == self.obligation.key)

    def _order_of_duty(self) -> str | None:
        opening = self.moment.fact
        return getattr(opening, "order", None) if opening.kind in HAS_ORDER else None

    def accountable(self) -> str:
        code, order = self.obligation.accountable, self._order_of_duty()
        name = self.organisations.get(code or "", "")
        words: dict[str, object] = {"who": f"{code} ({name})" if name else code, "order": order}
        if self.standard.accountable is not None:
            if code is None:
                return self.say("Nobody is accountable: the opening fact names no organisation.")
            return self.say("%(who)s is accountable: the opening fact names it.") % words
        given = [f for f in self.facts if f.kind == "allocated" and order in (None, getattr(f, "order", None))]
        if not given:
            nobody = self.say("Nobody is accountable: order %(order)s was never allocated.")
            return (nobody if order else self.say("Nobody is accountable: no order was ever allocated.")) % words
        place = {fact.number: place for place, fact in enumerate(self.facts)}
        before = [fact for fact in given if place[fact.number] <= place[self.obligation.opened_by]]
        words |= self._fact(before[-1] if before else given[0])
        if code is None:
            return self.say("Nobody is accountable: the allocation of %(day)s (%(which)s) names no one.") % words
        if before:
            return self.say("%(who)s is accountable: it held the case then, by %(which)s of %(day)s.") % words
        return self.say("%(who)s is accountable: it was the first to receive the case, on %(day)s.") % words
