"""The routes of this desk that stand under a person."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.provider import referring

urlpatterns = [path("<code:crn>/refer/", referring.refer, name="refer")]
