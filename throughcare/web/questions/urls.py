"""Routes of this desk."""

from django.urls import path

from throughcare.web.questions import asking, views

urlpatterns = [
    path("", views.questions, name="questions"),
    path("what-if/", asking.ask_what_if, name="ask_what_if"),
    path("as-known/", asking.ask_as_known, name="ask_as_known"),
    path("recording-delay/", asking.ask_delay, name="ask_delay"),
    path("<slug:name>/", views.question, name="question"),
    path("<slug:name>/cancel/", views.cancel, name="cancel_question"),
    path("<slug:name>/figures.csv", views.figures_csv, name="question_csv"),
    path("<slug:name>/people/", views.people, name="question_people"),
    path("<slug:name>/people.csv", views.people_csv, name="question_people_csv"),
]
