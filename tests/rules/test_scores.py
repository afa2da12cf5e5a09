"""Scores piece by piece: the published known answers of single steps, and what holds of every score whatever."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.known import known
from tests.rules.score_answers import any_answers, right, right_answers
from throughcare.exchange.scores.offence_tables import offences
from throughcare.rules.scores import ogp, ogrs3, ovp, rsr, sexual, snsv
from throughcare.rules.scores.answers import Answers, Form, Level, Sex, Supervision
from throughcare.rules.scores.csrp import score_csrp, score_dc_srp, score_iic_srp
from throughcare.rules.scores.history import history_of
from throughcare.rules.scores.pni import Pathway, PniScores, decide_pni, is_high_risk, is_medium_risk
from throughcare.rules.scores.scored import Band, Formula, Kind, banded, half_up, logistic, per_cent
from throughcare.rules.scores.second import BANDS, score_second
from throughcare.rules.scores.snsv_terms import snsv_terms

ON = date(2025, 6, 30)
CASE = right(3, sex=Sex.MALE, has_ever_committed_sexual_offence=True, total_indecent_image_sanctions=1)


def replaced(**changed):
    told = {name: getattr(CASE, name) for name in Answers.__dataclass_fields__}
    return Answers(**{**told, **changed})


# --- known answers of single steps


def of_ospdc(name, **changed):
    terms = sexual.scored_direct(replaced(**changed), ON, Formula.OSPDC).terms
    return next(term.value for term in terms if term.name == name)


def of_snsv(name, form="DYNAMIC", **changed):
    answers = replaced(**changed)
    terms = snsv_terms(history_of(answers, ON), answers, offences().first["02700"], Form(form))
    return next(term.value for term in terms if term.name == name)


def of_ovp(name, **changed):
    answers = replaced(sex=Sex.MALE, total_number_of_sanctions_for_all_offences=60, **changed)
    return next(term.value for term in ovp.score_ovp(answers).terms if term.name == name)


def domain(label, **changed):
    asked = replaced(supervision_status=Supervision.COMMUNITY, **changed)
    found = next(one for one in decide_pni(asked, PniScores()).domains if one.label == label)
    return {"score": found.points, "missing_count": len(found.open_answers)}


def level(answer):
    return None if answer is None else Level(answer)


def pni_scores(i):
    bands = {name: Band(i[f"{name}Band"]) if i.get(f"{name}Band") else None for name in ("ospdc", "ospiic")}
    return PniScores(ogrs3_two_year=i.get("ogrs3TwoYear"), ovp_two_year=i.get("ovp"), rsr=i.get("rsr"), **bands)


STEPS = {
    "probability_2_year": lambda i: half_up(logistic(i["totalScore"] + ogrs3.TWO_YEARS), 5),
    "violent_sanctions_weight": lambda i: of_ovp("violent_sanctions", total_number_of_violent_sanctions=i["n"]),
    "percent_two_year": lambda i: ovp.percentage(ovp.PER_POINT * i["points"] + ovp.TWO_YEARS),
    "alcohol_misuse_weight": lambda i: of_ovp(
        "alcohol_misuse",
        current_alcohol_use_problems=Level(i["currentAlcoholUseProblems"]),
        excessive_alcohol_use=Level(i["excessiveAlcoholUse"]),
    ),
    "ospdc_contact_adult_weight": lambda i: of_ospdc(f"{sexual.ADULT}_weight", **{sexual.ADULT: i["n"]}),
    "ospdc_contact_child_weight": lambda i: of_ospdc(f"{sexual.CHILD}_weight", **{sexual.CHILD: i["n"]}),
    "ospdc_age_at_followup_weight": lambda i: sexual.age_points(i["age"]),
    "ospdc_age_at_last_sexual_sanction_weight": lambda i: sexual.age_at_last_points(i["age"]),
    "ospdc_total_sanctions_weight": lambda i: of_ospdc(
        "total_number_of_sanctions_for_all_offences_weight", total_number_of_sanctions_for_all_offences=i["n"]
    ),
    "snsv_gender": lambda i: of_snsv("gender_weight", i["type"], sex=Sex(i["gender"])),
    "snsv_number_of_sanctions": lambda i: of_snsv(
        "number_of_sanctions_weight", i["type"], total_number_of_sanctions_for_all_offences=i["n"]
    ),
    "snsv_total_sanctions": lambda i: of_snsv(
        "total_number_of_sanctions_for_all_offences_weight",
        i["type"],
        total_number_of_sanctions_for_all_offences=i["n"],
    ),
    "snsv_violent_history": lambda i: of_snsv(
        "violent_history_weight", i["type"], sex=Sex(i["gender"]), total_number_of_violent_sanctions=i["n"]
    ),
    "snsv_violent_sanctions": lambda i: of_snsv(
        "violent_sanctions_weight", i["type"], total_number_of_violent_sanctions=i["n"]
    ),
    "snsv_accommodation": lambda i: of_snsv(
        "suitability_of_accommodation_weight", suitability_of_accommodation=Level(i["value"])
    ),
    "snsv_domestic_violence": lambda i: of_snsv(
        "domestic_violence_weight", evidence_of_domestic_abuse=i["value"], domestic_abuse_against_partner=i["value"]
    ),
    "snsv_binge_drinking": lambda i: of_snsv("binge_drinking_problems_weight", excessive_alcohol_use=Level(i["value"])),
    "snsv_impulsivity": lambda i: of_snsv("impulsivity_problems_weight", impulsivity_problems=Level(i["value"])),
    "snsv_pro_criminal": lambda i: of_snsv("pro_criminal_attitudes_weight", pro_criminal_attitudes=Level(i["value"])),
    "is_high_risk": lambda i: is_high_risk(Answers(), pni_scores(i)),
    "is_medium_risk": lambda i: is_medium_risk(Answers(), pni_scores(i)),
    "thinking_domain_score": lambda i: domain(
        "Thinking",
        pro_criminal_attitudes=level(i["proCriminalAttitudes"]),
        hostile_orientation=level(i["hostileOrientation"]),
    ),
    "self_management_domain_score": lambda i: domain(
        "Self-management",
        impulsivity_problems=level(i["impulsivityProblems"]),
        temper_control=level(i["temperControl"]),
        problem_solving_skills=level(i["problemSolvingSkills"]),
        difficulties_coping=level(i["difficultiesCoping"]),
    ),
}
BANDED = {"ogrs3": ogrs3.BANDS, "ovp": ovp.BANDS}
WITHOUT_A_STEP_OF_OURS = {
    "probability_1_year": "the source overflows at a sum of 1000; ours is a probability of 1",
    "is_high_intensity": "need and risk come from answers in ours, and are asked for as one pathway below",
    "is_moderate_intensity": "as above",
    "rsr_band": "a figure that is not known, or below nothing, has no band: it cannot be made, as is shown below",
    "domestic_violence_perpetrator": "as a missing answer, shown below",
    "ospdc_band_reduction": "a band is only lowered where there is one to lower it to, as is shown below",
    "ospdc_score": "of no points, shown below",
}


def units():
    for file in ("ogrs3", "ovp", "rsr", "pni"):
        for case in known(file)["cases"]:
            if case["kind"] == "unit" and case["input"]["fn"] not in WITHOUT_A_STEP_OF_OURS:
                yield pytest.param(file, case, id=f"{file}: {case['id']}")


@pytest.mark.parametrize(("file", "case"), list(units()))
def test_a_single_step_comes_out_as_it_is_known(file, case):
    step, expected = case["input"]["fn"], case["expected"]
    if step == "age_gender_score":
        with pytest.raises(ValueError, match="begins with 10"):
            ogrs3.age_weight(case["input"]["age"], Sex(case["input"]["gender"]))
    elif step == "band" and isinstance(expected, dict):
        assert ovp.percentage(10.0**6) == 99, "a percentage beyond 99 cannot be made, so it needs no refusal"
    elif step == "band":
        assert banded(case["input"]["twoYearPercent"], BANDED[file]) == expected
    else:
        found = STEPS[step](case["input"])
        assert found == (pytest.approx(expected, abs=1e-12) if isinstance(expected, float) else expected)


def test_the_steps_that_we_do_not_have_are_known_by_name():
    known_steps = {
        case["input"]["fn"]
        for file in ("ogrs3", "ovp", "rsr", "pni")
        for case in known(file)["cases"]
        if case["kind"] == "unit"
    }
    assert known_steps == {*STEPS, *WITHOUT_A_STEP_OF_OURS, "band", "age_gender_score"}


def test_the_steps_of_programme_needs_come_out_as_pathways():
    low = dict.fromkeys(("sara_risk_to_partner", "sara_risk_to_others"))
    grave = dict.fromkeys(NEEDS, Level.SIGNIFICANT)
    none = dict.fromkeys(NEEDS, Level.NONE)
    custody = {"supervision_status": Supervision.CUSTODY, "has_ever_committed_sexual_offence": False}
    custody |= {"is_a_risk_of_sexual_harm": False}
    high = PniScores(ogrs3_two_year=80, ovp_two_year=65)
    assert decide_pni(replaced(**grave, **low, **custody), high).pathway is Pathway.HIGH
    both = decide_pni(replaced(**grave, **low, **custody), PniScores(ogrs3_two_year=80))
    assert both.pathway is Pathway.HIGH
    outside = {**custody, "supervision_status": Supervision.COMMUNITY}
    assert decide_pni(replaced(**none, **low, **outside), PniScores()).pathway is Pathway.ALTERNATIVE


NEEDS = (
    "pro_criminal_attitudes",
    "hostile_orientation",
    "current_relationship_with_family_members",
    "previous_close_relationships",
    "easily_influenced_by_criminal_associates",
    "controlling_or_aggressive_behaviour",
    "impulsivity_problems",
    "temper_control",
    "problem_solving_skills",
    "difficulties_coping",
)


def test_a_sum_beyond_all_bounds_is_a_probability_of_one_and_never_an_overflow():
    assert (logistic(1000.0), logistic(-1000.0)) == (1.0, 0.0)
    assert (ogrs3.percentage(1000.0), ogrs3.percentage(-1000.0)) == (99, 1)


def test_whether_a_partner_was_abused_is_asked_only_where_there_was_abuse():
    asked = [problem.fields for problem in snsv.missing_dynamic(replaced(domestic_abuse_against_partner=None))]
    expected = [("domestic_abuse_against_partner",)] if CASE.evidence_of_domestic_abuse else []
    assert asked == expected
    abused = replaced(evidence_of_domestic_abuse=True, domestic_abuse_against_partner=None)
    assert [problem.fields for problem in snsv.missing_dynamic(abused)] == [("domestic_abuse_against_partner",)]
    not_abused = replaced(evidence_of_domestic_abuse=False, domestic_abuse_against_partner=None)
    assert snsv.missing_dynamic(not_abused) == []


def test_no_points_are_a_score_of_nothing():
    nobody = replaced(
        **dict.fromkeys(sexual.COUNTS[:3], 0),
        date_of_birth=date(1930, 1, 1),
        date_of_most_recent_sexual_offence=None,
        total_number_of_sanctions_for_all_offences=1,
        is_current_offence_against_victim_stranger=False,
    )
    scored = sexual.score_ospdc(nobody, assessed_on=ON)
    assert (scored.figures, scored.is_band_reduced) == ({"points": 0, "score": 0.0}, None)


@given(right_answers)
def test_a_band_is_lowered_by_one_and_never_below_low(answers):
    scored = sexual.score_ospdc(answers, assessed_on=ON)
    if scored.band is None or scored.band is Band.NOT_APPLICABLE:
        return
    unlowered = banded(scored.figures["points"], sexual.DIRECT_BANDS)
    order = list(Band)
    lowered = order.index(unlowered) - order.index(scored.band)
    assert lowered == (1 if scored.is_band_reduced else 0)
    assert scored.band in (Band.LOW, Band.MEDIUM, Band.HIGH, Band.VERY_HIGH)


# --- what holds of every score whatever

EVERY = {
    "OGRS3": lambda a: ogrs3.score_ogrs3(a, offences()),
    "OVP": ovp.score_ovp,
    "OGP": lambda a: ogp.score_ogp(a, 40),
    "RSR": lambda a: rsr.score_rsr(a, offences(), assessed_on=ON),
    "SNSV": lambda a: snsv.score_snsv(a, offences(), assessed_on=ON),
    "OSP/DC": lambda a: sexual.score_ospdc(a, assessed_on=ON),
    "OSP/IIC": sexual.score_ospiic,
    "ARP": lambda a: score_second(Formula.ARP, a, offences(), assessed_on=ON),
    "VRP": lambda a: score_second(Formula.VRP, a, offences(), assessed_on=ON),
    "SVRP": lambda a: score_second(Formula.SVRP, a, offences(), assessed_on=ON),
    "DC-SRP": lambda a: score_dc_srp(a, assessed_on=ON),
    "IIC-SRP": score_iic_srp,
    "CSRP": lambda a: score_csrp(a, offences(), assessed_on=ON),
}
BY_SUM = {
    "OGRS3": (lambda total: ogrs3.percentage(total + ogrs3.TWO_YEARS), "two_year"),
    "OVP": (lambda total: ovp.percentage(ovp.PER_POINT * total + ovp.TWO_YEARS), "two_year"),
    "OGP": (lambda total: ovp.percentage(ogp.PER_POINT * total + ogp.TWO_YEARS), "two_year"),
    "RSR": (lambda total: min(99.99, half_up(total, 2)), "score"),
    "SNSV": (lambda total: per_cent(logistic(total)), "score"),
    "OSP/DC": (lambda total: per_cent(logistic(sexual.INTERCEPT + sexual.PER_POINT * total)) if total else 0, "score"),
    "OSP/IIC": (per_cent, "score"),
    "ARP": (lambda total: min(99.99, per_cent(logistic(total))), "score"),
    "VRP": (lambda total: min(99.99, per_cent(logistic(total))), "score"),
    "SVRP": (lambda total: min(99.99, per_cent(logistic(total))), "score"),
    "DC-SRP": (lambda total: per_cent(logistic(sexual.INTERCEPT + sexual.PER_POINT * total)) if total else 0, "score"),
    "IIC-SRP": (per_cent, "score"),
    "CSRP": (lambda total: min(99.99, half_up(total, 2)), "score"),
}
every_score = pytest.mark.parametrize("name", EVERY)


@every_score
@given(any_answers | right_answers)
@settings(max_examples=150)
def test_a_figure_is_within_bounds_or_there_is_a_problem(name, answers):
    scored = EVERY[name](answers)
    figures = {key: value for key, value in scored.figures.items() if value is not None}
    for key, value in figures.items():
        assert 0 <= value <= (200 if key == "points" else 100)
    if not figures:
        assert scored.problems
        assert all(problem.fields for problem in scored.problems)
        assert scored.band is None
        assert scored.terms == ()


@every_score
@given(right_answers)
@settings(max_examples=150)
def test_the_sum_of_the_terms_gives_the_figure(name, answers):
    scored = EVERY[name](answers)
    if not scored.terms:
        return
    by_sum, figure = BY_SUM[name]
    assert scored.figures[figure] == pytest.approx(by_sum(sum(term.value for term in scored.terms)), abs=1e-9)
    assert all(hasattr(answers, one) or one in ("ogrs3_two_year",) for term in scored.terms for one in term.rests_on)
    assert len({term.name for term in scored.terms}) == len(scored.terms)


@pytest.mark.parametrize(
    "bounds", [ogrs3.BANDS, ovp.BANDS, ogp.BANDS, rsr.BANDS, sexual.DIRECT_BANDS, *BANDS.values()], ids=str
)
@given(st.lists(st.floats(0, 100), min_size=2, max_size=6))
def test_a_higher_figure_never_has_a_lower_band(bounds, figures):
    order = list(Band)
    bands = [order.index(banded(figure, bounds)) for figure in sorted(figures)]
    assert all(one <= other for one, other in pairwise(bands))


@pytest.mark.parametrize("bounds", [ogrs3.BANDS, ovp.BANDS, ogp.BANDS, rsr.BANDS, *BANDS.values()], ids=str)
def test_a_band_begins_with_its_lowest_figure(bounds):
    for band, least in bounds.items():
        assert banded(least, bounds) is band
        assert banded(least - 0.01, bounds) is not band


DYNAMIC_ALONE = {
    "SNSV": {*snsv.NEEDED_DYNAMIC, "evidence_of_domestic_abuse", "domestic_abuse_against_partner"},
    "ARP": {"is_unemployed", "motivation_to_tackle_drug_misuse", "has_heroin_usage", "impulsivity_problems"},
    "VRP": {"is_unemployed", "motivation_to_tackle_drug_misuse", "temper_control", "has_methadone_usage"},
    "SVRP": {"is_unemployed", "did_offence_involve_carrying_or_using_weapon", "temper_control"},
}


@pytest.mark.parametrize("name", DYNAMIC_ALONE)
@given(st.integers(0, 2**32), st.booleans())
@settings(max_examples=80)
def test_a_static_score_has_no_dynamic_terms_and_says_what_is_open(name, seed, is_told):
    answers = right(seed, **({} if is_told else {"is_unemployed": None}))
    scored = EVERY[name](answers)
    assert scored.kind is (Kind.DYNAMIC if is_told else Kind.STATIC)
    rests_on = {answer for term in scored.terms for answer in term.rests_on}
    assert rests_on.isdisjoint(DYNAMIC_ALONE[name]) is not is_told
    assert any("is_unemployed" in problem.fields for problem in scored.problems) is not is_told


@given(right_answers)
def test_what_only_an_interview_tells_changes_no_static_score(answers):
    told = {name: getattr(answers, name) for name in Answers.__dataclass_fields__}
    bare = Answers(**{name: value for name, value in told.items() if name in RECORD})
    more = Answers(**{**told, "is_unemployed": None})
    for formula in (Formula.ARP, Formula.VRP, Formula.SVRP):
        one, other = (score_second(formula, each, offences(), assessed_on=ON) for each in (bare, more))
        assert (one.kind, one.figures, one.terms) == (other.kind, other.figures, other.terms)


RECORD = (
    "sex",
    "date_of_birth",
    "date_of_current_conviction",
    "date_at_start_of_followup",
    "current_offence_code",
    "total_number_of_sanctions_for_all_offences",
    "total_number_of_violent_sanctions",
    "age_at_first_sanction",
)


@every_score
@given(right_answers)
@settings(max_examples=40)
def test_the_same_answers_give_the_same_score(name, answers):
    assert EVERY[name](answers) == EVERY[name](answers)
