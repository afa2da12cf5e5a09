"""Routes of cover."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.cover import views

urlpatterns = [
    path("", views.cover, name="cover"),
    path("<code:code>/", views.cover_of, name="cover_of"),
]
