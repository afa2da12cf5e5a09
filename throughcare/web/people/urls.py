"""Routes of people: found, and one of them in full."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.people import list_views, views

urlpatterns = [
    path("", list_views.people, name="people"),
    path("list.csv", list_views.people_csv, name="people_csv"),
    path("<code:crn>/", views.person, name="person"),
    path("<code:crn>/timeline/", views.timeline, name="timeline"),
    path("<code:crn>/duties/", views.duties, name="duties"),
    path("<code:crn>/duties/<int:opened_by>/<str:pack>/<str:standard>/", views.duty, name="duty"),
    path("<code:crn>/why/", views.say_why, name="say_why"),
]
