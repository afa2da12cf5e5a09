"""A score that a practitioner asks for, follows term by term, and has corrected; and the days of a sentence."""

import pytest

from throughcare.actions.demo import STORY

RECORD = {
    "Day of the current conviction": "4 January 2016",
    "Day from which the person is in the community": "4 January 2016",
    "Code of the current offence": "04600",
    "Occasions of being sanctioned, this one included": "12",
    "Of them, for violence": "3",
    "Age at the first sanction": "15",
}


def answers_the_record(traveller, whose):
    traveller.goes_to(f"/people/{whose}/scores/")
    traveller.presses("Answer or change")
    for label, value in RECORD.items():
        traveller.types(label, value)
    traveller.page.get_by_label("Where the person is").select_option("In the community")
    traveller.chooses("The record in the Police National Computer")
    traveller.presses("Record")


def test_a_score_is_asked_for_followed_and_corrected(travel):
    priya = travel("Priya Shah")
    whose = STORY["aaron_bell"]
    answers_the_record(priya, whose)
    priya.goes_to(f"/people/{whose}/scores/")
    priya.sees("Of 100 people with these answers", "are convicted or cautioned again within two years")
    priya.finds_the_page_sound()
    priya.goes_to(f"/people/{whose}/scores/ogrs3/")
    priya.sees("How it comes about", "Occasions of being sanctioned, this one included", "The record in the Police")
    priya.sees("What would change the band", "What it was before", "Formula version 1.0")
    priya.finds_the_page_sound()
    priya.follows("says that an answer is wrong")
    priya.page.get_by_label("Which answer do they say is wrong?").select_option(index=1)
    priya.types("What do they say is right?", "I was sixteen then.")
    priya.finds_the_page_sound()
    priya.presses("Record")
    priya.goes_to(f"/people/{whose}/scores/")
    priya.sees("I was sixteen then.")
    priya.finds_the_page_sound()


def test_what_cannot_be_is_refused_beside_the_field_and_what_was_typed_stays(travel):
    priya = travel("Priya Shah", javascript=False)
    whose = STORY["home_visit_due"]
    priya.goes_to(f"/people/{whose}/scores/answers/")
    for label, value in {**RECORD, "Of them, for violence": "13"}.items():
        priya.types(label, value)
    priya.chooses("The record in the Police National Computer")
    priya.presses("Record")
    priya.sees("There is a problem", "There cannot be more violent sanctions than sanctions")
    assert priya.page.get_by_label("Of them, for violence").input_value() == "13"


@pytest.mark.parametrize("width", [320, 1200])
def test_the_days_of_a_short_sentence_are_worked_out_with_their_rules(travel, width):
    joseph = travel("Joseph Tetteh", width=width)
    joseph.goes_to("/sentences/work-out/")
    joseph.finds_the_page_sound()
    joseph.page.get_by_label("Kind of sentence").select_option("custody")
    joseph.types("Day of the offence", "10 February 2015")
    joseph.types("Day of the sentence", "1 March 2015")
    joseph.types("Length", "6 months")
    joseph.presses("Work out the dates")
    joseph.sees("31 May 2015", "31 August 2015", "31 May 2016")
    joseph.finds_the_page_sound()


def test_the_pages_of_scores_fit_a_screen_of_320_pixels(travel):
    priya = travel("Priya Shah", width=320)
    whose = STORY["aaron_bell"]
    for path in ("", "answers/", "rsr/", "ogrs3/", "correction/"):
        priya.goes_to(f"/people/{whose}/scores/{path}")
        priya.finds_the_page_sound()
