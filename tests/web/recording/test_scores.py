"""Scores of a person: answered, given, explained line by line, corrected, and never mixed with another version."""

import re

import pytest

from tests.web.recording.desk import held_by, kinds, last
from tests.web.world import draft
from throughcare.facts.scores import ScoreAnswered, Scored
from throughcare.records.models import Person
from throughcare.records.streams import stream_of
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SCORES, ANSWERS, CORRECTION = "/people/X1/scores/", "/people/X1/scores/answers/", "/people/X1/scores/correction/"
RECORD = {
    "sex": "MALE",
    "date_of_birth": "11 June 1988",
    "date_of_current_conviction": "4 January 2016",
    "date_at_start_of_followup": "4 January 2016",
    "current_offence_code": "04600",
    "total_number_of_sanctions_for_all_offences": "31",
    "total_number_of_violent_sanctions": "10",
    "age_at_first_sanction": "11",
    "supervision_status": "COMMUNITY",
    "has_ever_committed_sexual_offence": "no",
    "source": "POLICE RECORD",
}
INTERVIEW = {
    "did_offence_involve_carrying_or_using_weapon": "yes",
    "evidence_of_domestic_abuse": "yes",
    "domestic_abuse_against_partner": "no",
    "suitability_of_accommodation": "NO_PROBLEMS",
    "is_unemployed": "no",
    "current_relationship_with_partner": "SIGNIFICANT_PROBLEMS",
    "current_alcohol_use_problems": "SIGNIFICANT_PROBLEMS",
    "excessive_alcohol_use": "SIGNIFICANT_PROBLEMS",
    "impulsivity_problems": "SOME_PROBLEMS",
    "temper_control": "SIGNIFICANT_PROBLEMS",
    "pro_criminal_attitudes": "SOME_PROBLEMS",
    "previous_convictions": ["WEAPON"],
}


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_nothing_known_gives_no_score_and_says_what_it_needs(desk):
    text = words(desk.get(SCORES))
    assert text.count("No score") == 7
    assert "questions not answered yet" in text
    page = words(desk.get(f"{SCORES}rsr/"))
    assert "Nothing is put in the place of what is not known." in page
    assert "Occasions of being sanctioned, this one included" in page


def test_the_record_alone_gives_the_static_form_which_is_named_so(desk):
    desk.record(ANSWERS, **RECORD)
    text = words(desk.get(SCORES))
    assert "3.55%, medium · without an interview (static)" in text
    assert "91%, very high" in text
    assert "Of 100 people with these answers, about 91 are convicted or cautioned again within two years." in text
    assert "The dynamic form is another score" in text
    assert [kind for kind in kinds() if kind == "scored"] == ["scored"] * 5  # RSR, OGRS3, CSRP, ARP, VRP


def test_a_score_is_explained_line_by_line(desk):
    desk.record(ANSWERS, **RECORD)
    text = words(desk.get(f"{SCORES}ogrs3/"))
    assert "Male, 27 years old" in text
    assert "1.25112 × ln(31 ÷ (10 + 16))" in text
    assert "+0.661 raises it" in text
    assert "Age at the first sanction: 11 The record in the Police National Computer, 14 March 2016" in text
    assert "For two years 2.1217 is added: 2.299" in text
    assert "91%" in text
    assert "very high from 90" in text
    assert "Formula version 1.0, bands of version 1.0" in text


def test_an_interview_gives_another_score_and_the_two_are_never_in_one_list(desk):
    desk.record(ANSWERS, **RECORD)
    desk.record(ANSWERS, **RECORD | INTERVIEW | {"source": "INTERVIEW"})
    text = words(desk.get(f"{SCORES}rsr/"))
    assert "with an interview (dynamic)" in text
    static, dynamic = (text.index(f"Version 1.0, bands 1.0, {form} form") for form in ("static", "dynamic"))
    assert dynamic < static
    assert "3.55%" in text[static:]
    assert "3.55%" not in text[dynamic:static]


def test_what_would_change_the_band_is_said(desk):
    desk.record(ANSWERS, **RECORD | INTERVIEW)
    text = words(desk.get(f"{SCORES}csrp/"))
    assert "What would change the band" in text
    found = re.findall(r"instead of [^.]+\. The score would be ([0-9.]+)%, (\w+)", text)
    shown = re.search(r"([0-9.]+)%, (\w+) with an interview", text)
    assert all(band != shown[2] for _, band in found)


def test_only_what_is_new_is_recorded_and_the_rest_stands(desk):
    desk.record(ANSWERS, **RECORD)
    desk.record(ANSWERS, **RECORD | {"age_at_first_sanction": "14", "source": "COURT PAPERS"})
    told = [fact for fact in stream_of(Person.objects.get(crn="X1")) if isinstance(fact, ScoreAnswered)]
    assert told[-1].answers == '{"age_at_first_sanction":14}'
    text = words(desk.get(f"{SCORES}ogrs3/"))
    assert "Age at the first sanction: 14 Court papers" in text
    assert "Code of the current offence: 04600 The record in the Police National Computer" in text


def test_nothing_new_is_not_recorded(desk):
    desk.record(ANSWERS, **RECORD)
    page = desk.refused(ANSWERS, **RECORD | {"source": "AGENCY"})
    assert "Nothing is different from what is on the record" in page.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"source": ""}, "Say where these answers come from."),
        ({"current_offence_code": "460"}, "An offence code has five digits, and not “460”."),
        ({"current_offence_code": "99999"}, "No weight is published for this offence code"),
        ({"current_offence_code": "08800"}, "This code stands for several offences"),
        ({"current_offence_code": "95000"}, "No weight is published for this offence code"),
        ({"total_number_of_violent_sanctions": "32"}, "There cannot be more violent sanctions than sanctions"),
        ({"total_number_of_violent_sanctions": "-1"}, "A count cannot be less than 0"),
        ({"total_number_of_sanctions_for_all_offences": "0"}, "The current sanction counts"),
        ({"total_number_of_sanctions_for_all_offences": "many"}, "“many” is not a whole number"),
        ({"age_at_first_sanction": "30"}, "The first sanction cannot come after the current conviction"),
        ({"date_of_birth": "29 February 2001"}, "is not a day that exists"),
        ({"date_of_birth": "4 January 2010"}, "Nobody is convicted before they are 10"),
        ({"date_of_current_conviction": "4 January 2017"}, "cannot be a day to come"),
        ({"date_at_start_of_followup": "3 January 2016"}, "cannot begin before the conviction"),
        ({"previous_convictions": ["WEAPON", "NONE"]}, "choose one or other"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_and_kept_as_typed(desk, wrong, sentence):
    before = kinds()
    page = desk.refused(ANSWERS, **RECORD | wrong)
    assert sentence in page.text
    name, value = next(iter(wrong.items()))
    if name != "source":
        assert held_by(page)[name] == (value if isinstance(value, list) else [value])
    assert kinds() == before


def test_an_answer_becomes_unknown_again_and_the_score_goes(desk):
    desk.record(ANSWERS, **RECORD)
    desk.record(ANSWERS, **RECORD | {"age_at_first_sanction": "", "source": "ASSESSMENT"})
    assert "No score" in words(desk.get(f"{SCORES}ogrs3/"))


def test_a_correction_is_asked_for_put_right_and_decided(desk):
    desk.record(ANSWERS, **RECORD)
    desk.record(CORRECTION, question="age_at_first_sanction", says="I was fourteen, not eleven")
    page = desk.get(SCORES)
    assert "I was fourteen, not eleven" in page.text
    thread = last().thread
    decide = f"{CORRECTION}{thread}/"
    assert "still stands as it was" in desk.refused(decide, reply="AGREED").text
    assert "Say why it is not changed" in desk.refused(decide, reply="REFUSED").text
    desk.record(ANSWERS, **RECORD | {"age_at_first_sanction": "14", "source": "CORRECTION"})
    desk.record(decide, reply="AGREED", reason="The police record says so too")
    text = words(desk.get(SCORES))
    assert "Put right on 14 March 2016: The police record says so too" in text
    assert "not open any more" in desk.refused(decide, reply="REFUSED", reason="It was right as it was").text


def test_a_correction_is_asked_for_once_and_of_what_is_on_the_record(desk):
    desk.record(ANSWERS, **RECORD)
    desk.record(CORRECTION, question="age_at_first_sanction", says="I was fourteen, not eleven")
    again = desk.refused(CORRECTION, question="age_at_first_sanction", says="Fourteen, I told you before")
    assert "They asked for this already" in again.text
    other = desk.refused(CORRECTION, question="", says="All of it is wrong")
    assert "Choose the answer that they say is wrong" in other.text


def test_a_score_of_another_version_stands_apart_and_stays_as_it_was(world, desk):
    payload = {"formula": "OGRS3", "form": "STATIC", "figures": '{"two_year": 44}', "band": "LOW", "version": "0.9"}
    world.record("X1", draft(Scored, "2015-03-09", **payload))
    desk.record(ANSWERS, **RECORD)
    text = words(desk.get(f"{SCORES}ogrs3/"))
    assert text.index("Version 1.0, bands 1.0") < text.index("Version 0.9")
    assert "9 March 2015 44% low" in text


@pytest.mark.parametrize("role", ["inspector", "provider_lead", "court_officer", "administrator", "data_officer"])
def test_who_may_not_record_gets_no_form(world, client, role):
    client.force_login(world.user("Z1", Role(role)))
    assert client.get(ANSWERS).status_code == 403
    assert client.post(ANSWERS, RECORD).status_code == 403
    assert "score_answered" not in kinds()


def test_the_timeline_tells_answers_and_scores_in_words(desk):
    desk.record(ANSWERS, **RECORD)
    text = words(desk.get("/people/X1/timeline/"))
    assert "Answers for scores: 10 questions" in text
    assert "Score: Risk of serious recidivism (RSR) 3.55%, medium, static" in text
    assert "{" not in text


def test_the_programme_is_not_advised_while_answers_are_open_that_would_change_it(desk):
    text = words(desk.get(SCORES))
    assert "Cannot be said yet: answers are missing that would change it" in text
    assert "It is not known whether the person is in custody." in text
    desk.record(ANSWERS, **RECORD)
    text = words(desk.get(SCORES))
    assert "SARA is not complete, and could change the pathway." in text
    assert "Self-management 0 2" in text
    assert "Difficulties coping" in text


def test_the_programme_is_advised_with_its_domains_once_the_needs_are_answered(desk):
    needs = (
        *("hostile_orientation", "current_relationship_with_family_members", "previous_close_relationships"),
        *("easily_influenced_by_criminal_associates", "controlling_or_aggressive_behaviour", "difficulties_coping"),
    )
    answers = {
        **dict.fromkeys((*needs, "problem_solving_skills"), "SIGNIFICANT_PROBLEMS"),
        **dict.fromkeys(("sara_risk_to_partner", "sara_risk_to_others"), "LOW"),
        "is_a_risk_of_sexual_harm": "no",
        "sexual_preoccupation": "NO_PROBLEMS",
        "offence_related_sexual_interests": "NO_PROBLEMS",
        "emotional_congruence_with_children": "NO_PROBLEMS",
    }
    desk.record(ANSWERS, **{**RECORD, **INTERVIEW, **answers, "source": "INTERVIEW"})
    text = words(desk.get(SCORES))
    assert "Moderate intensity programme Need" in text
    assert re.search(r"Need (medium|high), risk (medium|high): the four domains", text)
    assert re.search(r"Self-management 2 2", text)


@pytest.mark.parametrize("typed", ["--3", "-", "3-", "²", "1.5", "three", "999999"])
def test_a_count_that_is_no_whole_number_is_told_beside_its_field(desk, typed):
    page = desk.refused(ANSWERS, **{**RECORD, "age_at_first_sanction": typed})
    assert "is not a whole number: write it in figures, for example 3." in words(page)
