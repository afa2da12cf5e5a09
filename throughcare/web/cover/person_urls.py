"""Routes of cover that stand under one person."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
