"""Routes of the provider desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
