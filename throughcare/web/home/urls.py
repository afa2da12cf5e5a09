"""Routes of the home page and of the pages about the site itself."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("team/<code:code>/", views.team_member, name="team_member"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("who-can-see-what/", views.privacy, name="privacy"),
]
