"""The manager, the court officer, the inspector and the others: each finds what their work needs, and no more."""

from throughcare.actions.demo import STORY


def test_a_manager_sees_the_team_and_records_oversight(travel):
    denise = travel("Denise Ibbotson")
    team = denise.page.get_by_role("table").inner_text()
    assert "Priya Shah" in team
    assert "not available" in team.lower()
    denise.finds_the_page_sound("home-manager")
    denise.page.get_by_role("table").get_by_role("link", name="Priya Shah").first.click()
    denise.finds_the_page_sound()
    denise.goes_to(f"/people/{STORY['aaron_bell']}/oversight/")
    denise.finds_the_page_sound()
    denise.page.get_by_role("textbox").last.fill("He must be seen tomorrow; Priya goes with a colleague.")
    denise.presses("Record")
    denise.sees("Oversight")
    denise.finds_the_page_sound()


def test_a_court_officer_sees_what_is_asked_and_learns_who_holds_somebody_and_no_more(travel):
    joseph = travel("Joseph Tetteh")
    joseph.finds_the_page_sound("home-court")
    joseph.follows("People", exact=True)
    joseph.finds_the_page_sound()
    joseph.goes_to(f"/people/?crn={STORY['aaron_bell']}")
    joseph.sees("Priya Shah", "Leeds North")
    joseph.finds_the_page_sound("known-at-court")
    joseph.goes_to(f"/people/{STORY['aaron_bell']}/")
    joseph.is_on("Nothing here")  # as if it were not there, unless he opens it in danger
    joseph.faults.clear()  # the browser tells of the refusal


def test_an_inspector_goes_from_a_percentage_down_to_a_fact(travel):
    margaret = travel("Margaret Penhale")
    margaret.finds_the_page_sound("home-inspector")
    margaret.follows("Measures", exact=True)
    margaret.is_on("Measures")
    margaret.finds_the_page_sound("measures")
    margaret.follows("Were people seen in time?")
    margaret.is_on("Were people seen in time?")
    margaret.finds_the_page_sound("a-measure")
    margaret.goes_to("/measures/briefing/first-appointment/people/?by=type&group=CRC&outcome=missed")
    margaret.finds_the_page_sound("people-behind-a-figure")
    margaret.page.locator("tbody").get_by_role("link").first.click()
    margaret.sees("you are an inspector, who reads all")
    margaret.finds_the_page_sound("person")
    margaret.follows("Timeline")
    margaret.finds_the_page_sound()
    margaret.follows("Duties")
    margaret.finds_the_page_sound("duties")
    assert margaret.page.get_by_role("link", name="Record a contact").count() == 0


def test_a_viewer_of_figures_sees_them_and_nobody(travel):
    oliver = travel("Oliver Stannard")
    oliver.finds_the_page_sound()
    oliver.goes_to("/measures/briefing/home-visit/?by=provider")
    oliver.finds_the_page_sound()
    assert oliver.page.locator("a[href*='/people/']").count() == 0


def test_a_lead_of_a_provider_opens_a_person_through_a_figure_with_a_reason(travel):
    fiona = travel("Fiona Hallworth")
    fiona.finds_the_page_sound()
    fiona.goes_to("/measures/briefing/first-appointment/people/?by=provider&group=C07&outcome=missed")
    fiona.finds_the_page_sound()
    fiona.page.locator("tbody").get_by_role("link").first.click()
    fiona.is_on("Say why you open this record")
    fiona.page.locator("[name=why]").fill("To understand why people in Leeds are seen late.")
    fiona.presses("Open the record")
    fiona.sees("through a figure")
    fiona.finds_the_page_sound()


def test_an_administrator_looks_after_users_and_opens_nobody(travel):
    lucy = travel("Lucy Farrar")
    lucy.goes_to("/users/")
    lucy.finds_the_page_sound("users")
    lucy.follows("Add a user")
    lucy.finds_the_page_sound()
    lucy.presses("Add")
    lucy.is_on("Error: Add a user")
    lucy.finds_the_page_sound()
    lucy.goes_to("/users/settings/")
    lucy.finds_the_page_sound()


def test_a_data_officer_finds_who_looked_at_somebody(travel):
    travel("Priya Shah").goes_to(f"/people/{STORY['agencies_not_told']}/")
    rekha = travel("Rekha Solanki")
    rekha.goes_to(f"/who-looked/?crn={STORY['agencies_not_told']}")
    rekha.sees("Priya Shah", "their own case")
    rekha.finds_the_page_sound("who-looked")


def test_the_sign_in_page_and_the_pages_about_the_site(travel):
    anybody = travel()
    for path, picture in (("/sign-in/", "sign-in"), ("/accessibility/", None), ("/who-can-see-what/", None)):
        anybody.goes_to(path)
        anybody.finds_the_page_sound(picture)
