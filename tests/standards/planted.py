"""Bugs planted on purpose, each of a sort that somebody could really write. The keystone test must find every one.

A bug is a piece of an engine's source replaced by another. It is planted in a copy that only its test sees.
"""

import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.util import module_from_spec, spec_from_loader
from inspect import getsource
from types import ModuleType

ROOM = "throughcare.standards."
COPIED = (  # what is read anew around a planted bug, lowest first
    "throughcare.calendar",
    f"{ROOM}obligations",
    f"{ROOM}windows",
    f"{ROOM}fact_table",
    f"{ROOM}column_attributes",
    f"{ROOM}column_engine",
    f"{ROOM}case_attributes",
    f"{ROOM}case_engine",
)


@dataclass(frozen=True)
class Bug:
    """What is wrong, in which module, and the piece of source that is replaced (it must stand there exactly once)."""

    what: str
    module: str
    right: str
    wrong: str


COLUMN_BUGS = (
    Bug(
        "a fact meets the duty that it opens",
        "windows",
        'fill_null(strategy="backward").shift(-1), key)',
        'fill_null(strategy="backward"), key)',
    ),
    Bug("a satisfying fact meets the duty that it opens too", "windows", "(place + 1).alias", "place.alias"),
    Bug(
        "the next person's fact meets a duty",
        "windows",
        'nw.col("found") < (nw.col(key).cast(nw.Int64) + 1) * PACKING',
        'nw.col("found") >= 0',
    ),
    Bug(
        "what is of another place is taken for what is of this one",
        "windows",
        'nw.col("found") == nw.col(place)',
        'nw.col("found") <= nw.col(place)',
    ),
    Bug(
        "a fill runs over into the next person",
        "windows",
        "nw.when((nw.col(into) >= 0) & (nw.col(into) < PACKING)).then(nw.col(into))",
        "(nw.col(into) % PACKING)",
    ),
    Bug("a fill takes values of the person before", "windows", "nw.col(into) >= 0", "nw.col(into) >= -PACKING"),
    Bug(
        "a count goes on from the person before", "windows", "(nw.col(into) - before.f", "(nw.col(into) - 0 * before.f"
    ),
    Bug("not recorded is the same as not recorded", "column_attributes", "& (value != 0)", ""),
    Bug("a second clause is forgotten", "column_attributes", "found = found | clause", "found = found"),
    Bug("a second test is forgotten", "column_attributes", "found = found & test", "found = found"),
    Bug("an order's attribute is the person's", "column_attributes", "if not attribute.per_order:", "if True:"),
    Bug(
        "an answer without its question counts",
        "column_attributes",
        'nw.col("state_before").fill_null(0)',
        'nw.col("state_before").fill_null(1)',
    ),
    Bug(
        "before is now",
        "column_attributes",
        'self.windows.previous(frame, into, current, "person")',
        "frame.with_columns(current.alias(into))",
    ),
    Bug(
        "an end on the due day comes too late",
        "column_engine",
        'nw.col("ended") <= nw.col("due")',
        'nw.col("ended") < nw.col("due")',
    ),
    Bug(
        "an end after the due day voids too",
        "column_engine",
        '~nw.coalesce(nw.col("ended") <= nw.col("due"), nw.lit(False))',
        '~nw.coalesce(nw.col("ended") > 0, nw.lit(False))',
    ),
    Bug(
        "an end after the satisfying fact is kept",
        "column_engine",
        'nw.when(end_first).then(nw.col("end"))',
        'nw.col("end")',
    ),
    Bug(
        "any end closes a person's duty",
        "column_engine",
        'nw.when(nw.col("closes")).then(nw.col("day"))',
        'nw.when(_is("ended")).then(nw.col("day"))',
    ),
    Bug(
        "the end of another order closes an order's duty",
        "column_engine",
        'end = nw.when(has_order).then(nw.col("order_end"))',
        'end = nw.when(has_order).then(nw.col("person_end"))',
    ),
    Bug("duties open after the last order has ended", "column_engine", '.filter(nw.col("is_active") == 1)', ""),
    Bug(
        "a delivered report makes a person active",
        "column_engine",
        '_is("report_requested", "sentenced")',
        '_is("report_requested", "report_delivered", "sentenced")',
    ),
    Bug("a request for a report does not", "column_engine", '_is("report_requested", "sentenced")', '_is("sentenced")'),
    Bug(
        "a second end of one order counts again",
        "column_engine",
        'orders.filter(_is("sentenced", "ended"))',
        'orders.filter(_is("sentenced"))',
    ),
    Bug(
        "whoever comes later is accountable",
        "column_engine",
        'nw.coalesce(nw.col("held"), nw.col("held_later"), nw.lit(0)).alias("order_holder")',
        'nw.coalesce(nw.col("held_later"), nw.col("held"), nw.lit(0)).alias("order_holder")',
    ),
    Bug(
        "nobody is accountable before the first allocation",
        "column_engine",
        'nw.coalesce(nw.col("held"), nw.col("held_later"), nw.lit(0)).alias("person_holder")',
        'nw.coalesce(nw.col("held"), nw.lit(0)).alias("person_holder")',
    ),
    Bug(
        "whoever holds the person answers for the order",
        "column_engine",
        'then(nw.col("order_holder"))',
        'then(nw.col("person_holder"))',
    ),
    Bug("the deliverer is not accountable", "column_engine", "if standard.accountable is not None:", "if False:"),
    Bug("a thread is not asked for", "column_engine", "if per is None:", "if True:"),
    Bug("facts without a thread share one", "column_engine", "& (nw.col(key) > 0)", ""),
    Bug(
        "the last opening clause sets the limit",
        "column_engine",
        "for clause, day in reversed(list(zip(standard.opens, dues, strict=True))[:-1]):",
        "for clause, day in ():",
    ),
    Bug("unknown is read as no", "column_engine", "nw.lit(OWED_CODE[Owed.UNKNOWN])", "nw.lit(OWED_CODE[Owed.NO])"),
    Bug(
        "unknown goes before what is known",
        "column_engine",
        "return nw.when(columns.matches(standard.applies))",
        "return unknown.otherwise(nw.lit(1)) if False else nw.when(columns.matches(standard.applies) "
        "& ~columns.matches(standard.unknown))",
    ),
    Bug("a gate is asked of everybody", "column_engine", "asked = facts.filter(opened)\n", "asked = facts\n"),
    Bug(
        "a day that is said counts though it lies before",
        "column_engine",
        'nw.when(said >= nw.col("day"))',
        "nw.when(said > 0)",
    ),
    Bug(
        "a day that is said does not count where it is the day itself",
        "column_engine",
        'nw.when(said >= nw.col("day"))',
        'nw.when(said > nw.col("day"))',
    ),
    Bug("what voids is tied as what meets", "column_engine", "standard.tie_of_voiding", "standard.per"),
    Bug(
        "held orders are counted by thread",
        "column_attributes",
        '"order" if attribute.per_order else "thread"',
        '"thread"',
    ),
    Bug("nothing voids but an end", "column_engine", "elif standard.voided_by:", "elif False:"),
    Bug(
        "an end goes before what voided earlier",
        "column_engine",
        "nw.coalesce(other < day, day.is_null())",
        "day.is_null()",
    ),
    Bug(
        "what voids hides a later end",
        "column_engine",
        "nw.when(is_other).then(other).otherwise(day)",
        "other",
    ),
    Bug("what a fact says of a day is not carried", "fact_table", "return date.toordinal", "return lambda day: 0"),
    Bug(
        "facts of one day come as they were recorded",
        "fact_table",
        'sort("person", "day", "kind", "number")',
        'sort("person", "day", "number")',
    ),
    Bug(
        "facts come as they were recorded",
        "fact_table",
        'sort("person", "day", "kind", "number")',
        'sort("person", "number")',
    ),
    Bug("what happened later is known already", "fact_table", '(nw.col("day") <= as_of.toordinal()) & ', ""),
    Bug("the day itself is left out", "fact_table", 'nw.col("day") <= as_of', 'nw.col("day") < as_of'),
    Bug(
        "what was recorded later is known already", "fact_table", "frame if known_on is None else", "frame if True else"
    ),
    Bug("withdrawals are forgotten", "fact_table", "gone = _gone(known) + _hidden(frame)", "gone = _hidden(frame)"),
    Bug("later withdrawals count already", "fact_table", "_gone(known) + _hidden", "_gone(frame) + _hidden"),
    Bug("another person's fact is withdrawn too", "fact_table", "_APART = 1 << 32", "_APART = 0"),
    Bug(
        "the wrong person's facts are shown",
        "fact_table",
        "gone = _gone(known) + _hidden(frame)",
        "gone = _gone(known)",
    ),
    Bug(
        "erased facts are read",
        "fact_table",
        "is_in([_WRONG_PERSON, _ERASED])",
        "is_in([_WRONG_PERSON])",
    ),
    Bug(
        "a whole column counts one day more",
        "calendar",
        "while working[passed] <= day:",
        "while working[passed] < day:",
    ),
    Bug("a whole column knows no holidays", "calendar", " and day not in closed]", "]"),
)

CASE_BUGS = (
    Bug("a met duty is met again", "case_engine", "self._open[index] = still\n\n    def _void", "\n\n    def _void"),
    Bug(
        "an end voids before the day's facts satisfy",
        "case_engine",
        "fact.on <= obligation.due",
        "fact.on < obligation.due",
    ),
    Bug(
        "a duty of the person is never voided",
        "case_engine",
        "if own is not None else last",
        "if own is not None else False",
    ),
    Bug(
        "a fact voids the duties of every thread",
        "case_engine",
        "is_called_off = per is None or is_tied(opening, fact, per)",
        "is_called_off = True",
    ),
    Bug(
        "what is overdue is closed for good",
        "case_engine",
        "return obligation.due is not None and fact.on <= obligation.due",
        "return True",
    ),
    Bug("what closes last counts", "case_engine", "if obligation.ended is not None:", "if False:"),
    Bug("a day said counts though it lies before", "case_engine", " and said >= opening.on", ""),
    Bug("inactivity is forgotten", "case_engine", "self._is_active = bool(self._open_orders)", "pass"),
    Bug(
        "only the first of two that wait is given a holder",
        "case_engine",
        "if of_order is None or of_order == order:",
        "if of_order == order:",
    ),
    Bug("a fact without a thread is tied", "case_engine", "opening.thread is not None and ", ""),
    Bug(
        "before is remembered for too long",
        "case_attributes",
        "known.changed_at.get(current) == fact.number",
        "current in known.changed_at",
    ),
    Bug("one order's count is another's", "case_attributes", 'getattr(fact, "order", "")', '"1"'),
    Bug("an answer closes every thread", "case_attributes", "keys.discard(key)", "keys.clear()"),
)


def planted(bug: Bug) -> tuple[ModuleType, ModuleType, ModuleType]:
    """Copies of the column engine, of its tables and of the case engine, with the bug in the one that has it."""
    name = f"throughcare.{bug.module}" if bug.module == "calendar" else ROOM + bug.module
    source = getsource(import_module(name))
    assert source.count(bug.right) == 1, f"'{bug.what}': its piece stands {source.count(bug.right)} times in {name}"
    kept = {each: sys.modules.pop(each) for each in COPIED if each in sys.modules}
    try:
        for each in COPIED:
            text = getsource(kept[each]) if each in kept else None
            if each == name:
                _load(each, source.replace(bug.right, bug.wrong))
            elif text and COPIED.index(each) > COPIED.index(name):
                _load(each, text)
            else:
                sys.modules[each] = kept[each]
        copies = tuple(sys.modules[ROOM + each] for each in ("column_engine", "fact_table", "case_engine"))
    finally:
        sys.modules.update(kept)
    return copies


def _load(name: str, source: str) -> None:
    spec = spec_from_loader(name, loader=None, origin=sys.modules[name].__file__ if name in sys.modules else name)
    module = module_from_spec(spec)
    sys.modules[name] = module
    exec(compile(source, name, "exec"), module.__dict__)
