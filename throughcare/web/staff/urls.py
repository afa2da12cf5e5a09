"""Routes of the staff desk."""

from django.urls import path

from throughcare.web.staff import grid_page, member, recording, views

urlpatterns = [
    path("", views.staff, name="staff"),
    path("list.csv", views.staff_csv, name="staff_csv"),
    path("organisations/", views.staff_figures, name="staff_figures"),
    path("organisations.csv", views.staff_figures_csv, name="staff_figures_csv"),
    path("grid/", grid_page.role_grid, name="role_grid"),
    path("<code:code>/", member.staff_member, name="staff_member"),
    path("<code:code>/record/<slug:what>/", recording.record_staff, name="record_staff"),
    path("<code:code>/withdraw/<int:number>/", recording.withdraw_staff, name="withdraw_staff"),
]
