"""Routes of the risk desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
