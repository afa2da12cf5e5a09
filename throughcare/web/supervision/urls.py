"""Routes of recording. They stand before those of the people desk, which takes any one word for a person's number."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.supervision import absence, bulk, limits, needs, views

urlpatterns = [
    path("outcomes/", bulk.bulk_outcomes, name="bulk_outcomes"),
    path("absence/<code:code>/", absence.absence, name="absence"),
    path("<code:crn>/contact/", views.record_contact, name="record_contact"),
    path("<code:crn>/arrange/", views.arrange, name="arrange"),
    path("<code:crn>/outcome/<code:thread>/", views.outcome, name="outcome"),
    path("<code:crn>/facts/<int:number>/withdraw/", views.withdraw, name="withdraw"),
    path("<code:crn>/safety/", views.safety, name="safety"),
    path("<code:crn>/oversight/", views.record_oversight, name="record_oversight"),
    path("<code:crn>/limits/", limits.limits, name="limits"),
    path("<code:crn>/needs/", needs.communication_needs, name="needs"),
    path("<code:crn>/recorded/<slug:token>/", views.recorded, name="recorded"),
    path("<code:crn>/recorded/<slug:token>/undo/", views.undo, name="undo"),
]
