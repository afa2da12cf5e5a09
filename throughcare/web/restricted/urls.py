"""Routes of restricted cases: closed records opened in danger, and limits looked at again."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.restricted import glass_views, views

urlpatterns = [
    path("", views.restricted, name="restricted"),
    path("break/", glass_views.break_open, name="break_glass"),
    path("glass/", glass_views.openings, name="glass"),
    path("glass/<int:pk>/", glass_views.judge, name="judge_glass"),
    path("nobody/", views.nobody, name="shut_cases"),
    path("nobody/<code:crn>/", views.name_manager, name="name_manager"),
    path("review/<code:crn>/", views.review, name="review_limits"),
]
