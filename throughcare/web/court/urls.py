"""Routes of the court desk."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.court import hearing_views, list_views, morning

urlpatterns = [
    path("", list_views.court, name="court"),
    path("morning/", morning.morning, name="morning"),
    path("morning/undo/<slug:token>/", morning.undo_hearing, name="undo_hearing"),
    path("lists/new/", list_views.send_list, name="send_list"),
    path("lists/<code:token>/", list_views.list_received, name="list_received"),
    path("hearings/new/", list_views.type_in, name="type_hearing"),
    path("hearings/<int:pk>/", hearing_views.hearing, name="hearing"),
    path("hearings/<int:pk>/undo/", hearing_views.undo, name="undo_match"),
    path("hearings/<int:pk>/off/", hearing_views.take_off, name="take_off"),
    path("notices/", hearing_views.notices, name="notices"),
]
