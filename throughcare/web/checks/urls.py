"""Routes of checks: the queue, one check, and what is done with it."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.checks import views

urlpatterns = [
    path("", views.checks, name="checks"),
    path("<code:crn>/fact/<int:number>/", views.check_of_fact, name="check_of_fact"),
    path("<code:crn>/<code:thread>/", views.check, name="check"),
    path("<code:crn>/<code:thread>/link/", views.make_door, name="make_door"),
    path("<code:crn>/<code:thread>/chase/", views.chase_check, name="chase_check"),
    path("<code:crn>/<code:thread>/answer/", views.take_answer, name="take_answer"),
    path("<code:crn>/<code:thread>/read/", views.acknowledge, name="acknowledge"),
    path("<code:crn>/<code:thread>/undo/<slug:token>/", views.undo_check, name="undo_check"),
]
