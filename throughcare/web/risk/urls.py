"""Routes of the risk desk. They stand before those of the people desk, which takes any one word for a number."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.risk import recording, views

urlpatterns = [
    path("<code:crn>/risk/", views.risk, name="risk"),
    path("<code:crn>/risk/said/<int:number>/", views.risk_said, name="risk_said"),
    path("<code:crn>/risk/screening/", recording.screen, name="screen"),
    path("<code:crn>/risk/full/", recording.analyse, name="analyse"),
    path("<code:crn>/risk/plan/", recording.plan_risk, name="plan_risk"),
    path("<code:crn>/risk/exemption/", recording.exempt, name="exempt"),
    path("<code:crn>/risk/exemption/answer/", recording.answer_exemption, name="answer_exemption"),
    path("<code:crn>/risk/mappa/", recording.mappa, name="mappa"),
]
