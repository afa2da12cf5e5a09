"""Routes of restricted cases."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
