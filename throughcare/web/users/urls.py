"""Routes of users and settings."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.users import views

urlpatterns = [
    path("", views.users, name="users"),
    path("new/", views.add, name="add_user"),
    path("settings/", views.settings_page, name="settings"),
    path("<code:code>/", views.change, name="change_user"),
    path("<code:code>/password/", views.password, name="set_password"),
]
