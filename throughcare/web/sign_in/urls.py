"""Routes of signing in and out."""

from allauth.account import views as account
from django.urls import path

from throughcare.web.sign_in import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("sign-in/password/", views.change_password, name="account_change_password"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-in/as/", views.demo_sign_in, name="demo_sign_in"),
]
