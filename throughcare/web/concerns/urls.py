"""Routes of professional concerns."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.concerns import views

urlpatterns = [
    path("", views.concerns, name="concerns"),
    path("figures/", views.figures, name="concern_figures"),
    path("<code:crn>/raise/", views.raise_concern, name="raise_concern"),
    path("<code:crn>/<code:thread>/answer/", views.answer_concern, name="answer_concern"),
]
