"""Routes of the allocation desk. A case stands under `case/`, so that no number of a person is taken for a page."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.allocation import person_forms, views

urlpatterns = [
    path("", views.allocation, name="allocation"),
    path("case/<code:crn>/", views.allocate, name="allocate"),
    path("case/<code:crn>/conflict/", person_forms.conflict, name="declare_conflict"),
    path("case/<code:crn>/asked/", person_forms.asked, name="ask_practitioner"),
    path("undo/<code:token>/", views.undo_allocation, name="undo_allocation"),
]
