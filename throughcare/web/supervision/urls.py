"""Routes of recording. They stand before those of the people desk, which takes any one word for a person's number."""

from django.urls import path

from throughcare.web.supervision import bulk, views

urlpatterns = [
    path("outcomes/", bulk.bulk_outcomes, name="bulk_outcomes"),
    path("<str:crn>/contact/", views.record_contact, name="record_contact"),
    path("<str:crn>/arrange/", views.arrange, name="arrange"),
    path("<str:crn>/outcome/<str:thread>/", views.outcome, name="outcome"),
    path("<str:crn>/facts/<int:number>/withdraw/", views.withdraw, name="withdraw"),
    path("<str:crn>/safety/", views.safety, name="safety"),
    path("<str:crn>/oversight/", views.record_oversight, name="record_oversight"),
    path("<str:crn>/recorded/<slug:token>/", views.recorded, name="recorded"),
    path("<str:crn>/recorded/<slug:token>/undo/", views.undo, name="undo"),
]
