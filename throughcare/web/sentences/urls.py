"""Routes of the pages about sentences as such."""

from django.urls import path

from throughcare.web.sentences import views

urlpatterns = [path("work-out/", views.work_out_sentence, name="work_out_sentence")]
