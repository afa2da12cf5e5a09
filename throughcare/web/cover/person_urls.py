"""Routes of cover that stand under one person."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.cover import takeover

urlpatterns = [path("<code:crn>/takeover/", takeover.takeover, name="takeover")]
