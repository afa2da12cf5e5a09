"""Routes of people: found, and one of them in full."""

from django.urls import path

from throughcare.web.people import list_views, views

urlpatterns = [
    path("", list_views.people, name="people"),
    path("list.csv", list_views.people_csv, name="people_csv"),
    path("<str:crn>/", views.person, name="person"),
    path("<str:crn>/timeline/", views.timeline, name="timeline"),
    path("<str:crn>/duties/", views.duties, name="duties"),
    path("<str:crn>/duties/<int:opened_by>/<str:pack>/<str:standard>/", views.duty, name="duty"),
    path("<str:crn>/why/", views.say_why, name="say_why"),
]
