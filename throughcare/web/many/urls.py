"""Routes of proposals for many cases."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.many import views

urlpatterns = [
    path("many/", views.proposals, name="proposals"),
    path("many/new/", views.new_proposal, name="new_proposal"),
    path("many/<int:pk>/", views.proposal, name="proposal"),
    path("many/<int:pk>/<code:code>/", views.proposal_of, name="proposal_of"),
]
