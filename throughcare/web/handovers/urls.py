"""Routes of the handover desk: the list, sending, one handover with its pack, and the answer."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.handovers import files, lists, of_person, views

urlpatterns = [
    path("", lists.handovers, name="handovers"),
    path("handovers.csv", lists.handovers_csv, name="handovers_csv"),
    path("<code:crn>/", of_person.handovers_of, name="handovers_of"),
    path("<code:crn>/<code:order>/send/", views.send, name="send_handover"),
    path("<code:crn>/<code:thread>/", views.handover, name="handover"),
    path("<code:crn>/<code:thread>/pack.<slug:ending>", files.pack_file, name="handover_file"),
    path("<code:crn>/<code:thread>/accept/", views.accept, name="accept_handover"),
    path("<code:crn>/<code:thread>/return/", views.return_, name="return_handover"),
]
