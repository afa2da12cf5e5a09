"""Routes of this desk."""

from django.urls import path

from throughcare.web.measures import comparison_views, concordance, formats, views

urlpatterns = [
    path("", views.measures, name="measures"),
    path("formats/", formats.formats, name="formats"),
    path("proposal-and-sentence/", concordance.concordance, name="concordance"),
    path("figures.csv", views.figures_csv, name="figures_csv"),
    path("<str:pack>/<str:standard>/", views.measure, name="measure"),
    path("<str:pack>/<str:standard>/figures.csv", views.figures_csv, name="measure_csv"),
    path("<str:pack>/<str:standard>/people/", views.people, name="measure_people"),
    path("<str:pack>/<str:standard>/people.csv", views.people_csv, name="measure_people_csv"),
    path("<str:pack>/<str:standard>/<str:view>/", comparison_views.comparison, name="comparison"),
    path("<str:pack>/<str:standard>/<str:view>.<str:ending>", comparison_views.comparison_file, name="comparison_file"),
]
