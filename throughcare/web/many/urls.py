"""Routes of proposals for many cases."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
