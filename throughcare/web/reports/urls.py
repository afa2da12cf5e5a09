"""Routes of reports: the queue, one report, and the forms that move it on."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.reports import files, mistakes, quality, reading, scores, screening, views, writing

urlpatterns = [
    path("", views.reports, name="reports"),
    path("quality/", quality.quality, name="report_quality"),
    path("ask/<code:crn>/", views.ask_report, name="ask_report"),
    path("<code:crn>/<code:thread>/", views.report, name="report"),
    path("<code:crn>/<code:thread>/report.<slug:ending>", files.report_file, name="report_file"),
    path("<code:crn>/<code:thread>/blank.pdf", files.blank_report, name="blank_report"),
    path("<code:crn>/<code:thread>/write/", writing.write_report, name="write_report"),
    path("<code:crn>/<code:thread>/assign/", views.assign_report, name="assign_report"),
    path("<code:crn>/<code:thread>/read/", reading.read_report, name="read_report"),
    path("<code:crn>/<code:thread>/adjourn/", views.adjourn_report, name="adjourn_report"),
    path("<code:crn>/<code:thread>/call-off/", views.call_off_report, name="call_off_report"),
    path("<code:crn>/<code:thread>/take-back/", mistakes.take_back, name="take_back"),
    path("<code:crn>/<code:thread>/deliver/", views.deliver_report, name="deliver_report"),
    path("<code:crn>/<code:thread>/write-down/", views.write_down_report, name="write_down_report"),
    path("<code:crn>/<code:thread>/quality/", quality.mark_report, name="mark_report"),
    path("<code:crn>/<code:thread>/undo/<slug:token>/", views.undo_report, name="undo_report"),
    path("<code:crn>/<code:thread>/ask-check/<code:check>/", views.ask_check, name="ask_check"),
    path("<code:crn>/<code:thread>/scores/", scores.report_scores, name="report_scores"),
    path("<code:crn>/<code:thread>/scores/answers/", scores.report_answers, name="report_answers"),
    path("<code:crn>/<code:thread>/scores/<slug:formula>/", scores.report_score, name="report_score"),
    path("<code:crn>/<code:thread>/screening/", screening.report_screening, name="report_screening"),
    path("<code:crn>/<code:thread>/words/", views.words_on_report, name="words_on_report"),
]
