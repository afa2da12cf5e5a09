"""Routes of the handover desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
