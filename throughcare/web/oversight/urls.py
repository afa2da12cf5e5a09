"""Routes of this desk."""

from django.urls import path

from throughcare.web.home import views

urlpatterns = [
    path("", views.home, name="who_looked"),
]
