"""Routes of professional concerns."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
