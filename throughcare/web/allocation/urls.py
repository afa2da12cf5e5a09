"""Routes of the allocation desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
