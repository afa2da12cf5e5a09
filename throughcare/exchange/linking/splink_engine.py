"""Pairs scored by Splink, on DuckDB: the only file that knows of either, so that a new major version changes this file.

Written for Splink 5. What it is asked for is plain: tables in, settings as a dictionary, training, prediction.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from throughcare.exchange.linking.parameters import (
    FOUND_BY_RULES,
    PRIOR_AT_MOST,
    ROWS_TO_LEARN_FROM,
    STATED,
    Parameters,
    are_of_people,
    completed,
)
from throughcare.exchange.linking.port import SCORES, Field, Level, LinkFault, Scores, Source
from throughcare.rules.matching import ALIKE_FROM, NEARLY_FROM

SEED = 1
"""Of the sample from which is learnt how often two people agree by chance."""
PAIRS_SAMPLED = 1e6
"""So many pairs of that sample: two people have the same birth date in some sixty of them. The number is ours."""
PAIRS_LEARNT_FROM = 5e6
"""So many pairs each rule of training looks at, at most. The number is ours."""
RARE_NAME = 0.0001
"""The rarest that a name is taken to be: in a file of a thousand every other name stands once. The number is ours."""
DIGITS = 6
"""Probabilities and weights are given with so many digits after the point: what follows is the machine's noise."""

MOST = 1 - 10**-DIGITS
"""No pair is certain, however near one a probability is rounded."""

_TURNED = "family_l = first_r AND first_l = family_r"


def _likeness(name: str) -> str:
    """As `rules.matching` compares names: from the start and from the end."""
    forwards = f"jaro_winkler_similarity({name}_l, {name}_r)"
    backwards = f"jaro_winkler_similarity(reverse({name}_l), reverse({name}_r))"
    return f"greatest({forwards}, {backwards})"


def _nearly(name: str) -> str:
    return f"jaro_winkler_similarity({name}_l, {name}_r) >= {NEARLY_FROM}"


_PART = "len(list_intersect(string_split(family_l, ' '), string_split(family_r, ' '))) > 0"
_INITIAL = "(least(length(first_l), length(first_r)) = 1 AND substr(first_l, 1, 1) = substr(first_r, 1, 1))"

_CONDITIONS: Mapping[Field, Mapping[Level, str]] = {
    Field.FAMILY_NAME: {
        Level.NOT_TOLD: "family_l IS NULL OR family_r IS NULL",
        Level.SAME: "family_l = family_r",
        Level.TURNED: _TURNED,
        Level.NEARLY: _nearly("family"),
        Level.ALIKE: f"{_likeness('family')} >= {ALIKE_FROM} OR {_PART}",
        Level.DIFFERENT: "ELSE",
    },
    Field.GIVEN_NAMES: {
        # Names the other way round are counted once, with the family name.
        Level.NOT_TOLD: f"first_l IS NULL OR first_r IS NULL OR (first_l <> first_r AND {_TURNED})",
        Level.SAME: "first_l = first_r",
        Level.NEARLY: _nearly("first"),
        Level.ALIKE: f"{_likeness('first')} >= {ALIKE_FROM} OR {_INITIAL}",
        Level.DIFFERENT: "ELSE",
    },
    Field.BORN_ON: {
        Level.NOT_TOLD: "born_l IS NULL OR born_r IS NULL",
        Level.SAME: "born_l = born_r",
        Level.NEARLY: "born_turned_l = born_turned_r",
        Level.ALIKE: "hamming(born_l, born_r) = 1",
        Level.DIFFERENT: "ELSE",
    },
    Field.ADDRESS: {
        Level.NOT_TOLD: "coalesce(address_l, postcode_l) IS NULL OR coalesce(address_r, postcode_r) IS NULL",
        Level.SAME: "address_l = address_r",
        Level.NEARLY: "postcode_l = postcode_r",
        Level.DIFFERENT: "ELSE",
    },
    Field.SEX: {
        Level.NOT_TOLD: "sex_l IS NULL OR sex_r IS NULL",
        Level.SAME: "sex_l = sex_r",
        Level.DIFFERENT: "ELSE",
    },
    Field.PNC: {
        Level.NOT_TOLD: "pnc_l IS NULL OR pnc_r IS NULL",
        Level.SAME: "pnc_l = pnc_r",
        Level.DIFFERENT: "ELSE",
    },
}
_COLUMN = {Field.FAMILY_NAME: "family", Field.GIVEN_NAMES: "first", Field.BORN_ON: "born"} | {
    field: field.value for field in (Field.ADDRESS, Field.SEX, Field.PNC)
}
_COUNTED_BY_NAME = {Field.FAMILY_NAME: "family", Field.GIVEN_NAMES: "first"}
"""Where the same is worth more the rarer it is."""

_BLOCKS = (("pnc",), ("born_turned",), ("family", "first"), ("family", "postcode"), ("first", "postcode"))
_BLOCKS_BY_YEAR = (("family", "born_year"),)
"""Two people are compared who share all columns of one of these: no pair of a nation could be compared otherwise."""
_TRAINED_BY = (("born_turned",), ("family", "first"))
"""What a rule names it cannot teach; each field is left free by one of the two."""
_SURELY = (("pnc",), ("family", "first", "born"))
"""Who shares one of these is the same person more often than not: by the rule that finds more the share is reckoned."""


def splink_scores(left: pl.DataFrame, right: pl.DataFrame | None, *, at_least: float) -> Scores:
    """The pairs that Splink gives at least this probability (`port.Engine`).

    Raises `LinkFault` where the extra `link` is not installed, or the engine did not finish.
    """
    check_installed()
    import duckdb
    from splink.internals.exceptions import SplinkException

    # What does not fit into memory goes into a folder that goes again, and not to where somebody happens to stand.
    with _quietly(), TemporaryDirectory(prefix="throughcare-link-") as folder:
        try:
            with duckdb.connect(config={"temp_directory": folder}) as database:
                return _Run(database, left, right).scores(at_least)
        except (duckdb.Error, SplinkException) as error:
            said = (str(error.__cause__ or error).strip() or type(error).__name__).splitlines()[0]
            raise LinkFault(f"The comparison did not finish, and nothing was written: {said[:300]}") from error


def check_installed() -> None:
    """Raises `LinkFault`, with what installs it, where the extra `link` is not installed."""
    for package, name in (("splink", "Splink"), ("duckdb", "DuckDB")):
        if find_spec(package) is None:
            raise LinkFault(
                f"{name} is not installed, and whole files of people are compared by it: install the extra link "
                "(pip install 'throughcare[link]'; in a copy of the source: scripts/setup link)."
            )


@contextmanager
def _quietly() -> Iterator[None]:
    """Splink tells its thoughts to a log: what matters of them is told in what comes out."""
    log = logging.getLogger("splink")
    before, log.disabled = log.disabled, True
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(level)
        log.disabled = before


class _Run:
    """One comparison: its tables, and what was learnt of them."""

    def __init__(self, database: Any, left: pl.DataFrame, right: pl.DataFrame | None) -> None:
        from splink.backends.duckdb import DuckDBAPI

        self._database = DuckDBAPI(database)
        self._tables = [frame.rename({"place": "unique_id"}) for frame in (left, right) if frame is not None]
        self._fields = [field for field in Field if all(table[_COLUMN[field]].count() for table in self._tables)]
        if Field.ADDRESS not in self._fields and all(table["postcode"].count() for table in self._tables):
            self._fields.append(Field.ADDRESS)
        names = ("people_1", "people_2")  # Splink puts the sides of a pair into the order of these
        self._registered = [
            self._database.register(table.to_arrow(), dataset_display_name=name)
            for name, table in zip(names, self._tables, strict=False)
        ]

    def scores(self, at_least: float) -> Scores:
        learnt = self._learnt()
        source = Source.STATED if learnt is None else Source.TRAINED
        linker = self._linker(learnt or STATED, self._prior())
        found = linker.inference.predict(threshold_match_probability=at_least, warning_mode="never")
        return Scores(self._pairs(found), source)

    def _linker(self, parameters: Parameters, prior: float) -> Any:
        from splink import Linker

        return Linker(self._registered, self._settings(parameters, prior))

    def _settings(self, parameters: Parameters, prior: float) -> dict[str, Any]:
        from splink import block_on

        blocks = (*_BLOCKS, *_BLOCKS_BY_YEAR)
        return {
            "link_type": "dedupe_only" if len(self._tables) == 1 else "link_only",
            "probability_two_random_records_match": prior,
            "blocking_rules_to_generate_predictions": [
                block_on(*block).create_blocking_rule_dict("duckdb") for block in blocks
            ],
            "comparisons": [_comparison(field, parameters[field]) for field in self._fields],
            "retain_matching_columns": True,
        }

    def _prior(self) -> float:
        """The share of all pairs that are one person: reckoned from those who surely are, and within bounds."""
        sizes = [table.height for table in self._tables]
        whole = sizes[0] * (sizes[0] - 1) / 2 if len(sizes) == 1 else sizes[0] * sizes[1]
        surely = max(self._sharing(rule) for rule in _SURELY)
        return min(PRIOR_AT_MOST, max(1, surely) / FOUND_BY_RULES / max(1, whole))

    def _sharing(self, columns: tuple[str, ...]) -> int:
        """How many pairs share all these columns."""
        counts = [table.drop_nulls(columns).group_by(columns).len() for table in self._tables]
        if len(counts) == 1:
            return int(counts[0].select((pl.col("len") * (pl.col("len") - 1) // 2).sum()).item())
        return int(counts[0].join(counts[1], on=columns).select((pl.col("len") * pl.col("len_right")).sum()).item())

    def _learnt(self) -> Parameters | None:
        """The parameters that these files teach; None where they are too small, or teach something else."""
        if min(table.height for table in self._tables) < ROWS_TO_LEARN_FROM or Field.BORN_ON not in self._fields:
            return None
        from splink import block_on
        from splink.internals.exceptions import EMTrainingException

        linker = self._linker(STATED, self._prior())
        try:
            linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS_SAMPLED, seed=SEED)
            for rule in _TRAINED_BY:
                linker.training.estimate_parameters_using_expectation_maximisation(
                    block_on(*rule), max_pairs=PAIRS_LEARNT_FROM
                )
        except EMTrainingException:
            return None
        learnt = completed(_parameters_in(linker.misc.save_model_to_json()))
        return learnt if are_of_people(learnt) else None

    def _pairs(self, found: Any) -> pl.DataFrame:
        rows = pl.from_arrow(found.as_pyarrow_table())
        assert isinstance(rows, pl.DataFrame)
        levels = [
            (
                pl.col(f"gamma_{field.value}").replace_strict(_by_gamma(field), return_dtype=pl.String)
                if field in self._fields
                else pl.lit(Level.NOT_TOLD.value)
            ).alias(field.value)
            for field in Field
        ]
        pairs = rows.select(
            pl.col("unique_id_l").alias("left"),
            pl.col("unique_id_r").alias("right"),
            pl.col("match_probability").round(DIGITS).clip(upper_bound=MOST).alias("probability"),
            pl.col("match_weight").round(DIGITS).alias("weight"),
            *levels,
        )
        is_turned = pl.col(Field.FAMILY_NAME.value) == Level.TURNED.value
        given = pl.when(is_turned).then(pl.lit(Level.TURNED.value)).otherwise(pl.col(Field.GIVEN_NAMES.value))
        return pairs.with_columns(given.alias(Field.GIVEN_NAMES.value)).cast(pl.Schema(SCORES)).sort("left", "right")


def _comparison(field: Field, parameters: Mapping[Level, tuple[float, float]]) -> dict[str, Any]:
    levels: list[dict[str, Any]] = []
    for level, condition in _CONDITIONS[field].items():
        said: dict[str, Any] = {"sql_condition": condition, "label_for_charts": level.value}
        if level is Level.NOT_TOLD:
            said["is_null_level"] = True
        else:
            said["m_probability"], said["u_probability"] = parameters[level]
        if level is Level.SAME and field in _COUNTED_BY_NAME:
            said |= {"tf_adjustment_column": _COUNTED_BY_NAME[field], "tf_minimum_u_value": RARE_NAME}
        levels.append(said)
    return {"output_column_name": field.value, "comparison_levels": levels}


def _by_gamma(field: Field) -> dict[int, str]:
    """Splink numbers the levels from below, and what is not told is -1."""
    told = [level for level in _CONDITIONS[field] if level is not Level.NOT_TOLD]
    return {-1: Level.NOT_TOLD.value} | {len(told) - 1 - at: level.value for at, level in enumerate(told)}


def _parameters_in(model: Mapping[str, Any]) -> Parameters:
    """What stands in a model of Splink; levels that it did not see are left out."""
    found: dict[Field, dict[Level, tuple[float, float]]] = {}
    for comparison in model["comparisons"]:
        levels = found.setdefault(Field(comparison["output_column_name"]), {})
        for level in comparison["comparison_levels"]:
            m, u = level.get("m_probability"), level.get("u_probability")
            if isinstance(m, float) and isinstance(u, float):
                levels[Level(level["label_for_charts"])] = m, u
    return found
