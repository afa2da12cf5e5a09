"""Routes of who looked."""

from django.urls import path

from throughcare.web.oversight import views

urlpatterns = [
    path("", views.who_looked, name="who_looked"),
]
