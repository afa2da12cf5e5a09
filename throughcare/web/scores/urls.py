"""Routes of scores. They stand before those of the people desk, which takes any one word for a person's number."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.scores import recording, views

urlpatterns = [
    path("<code:crn>/scores/", views.scores, name="scores"),
    path("<code:crn>/scores/answers/", recording.score_answers, name="score_answers"),
    path("<code:crn>/scores/correction/", recording.ask_correction, name="ask_correction"),
    path("<code:crn>/scores/correction/<code:thread>/", recording.decide_correction, name="decide_correction"),
    path("<code:crn>/scores/<slug:formula>/", views.score, name="score"),
]
