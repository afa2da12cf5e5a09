"""Routes: each desk has its own list. Every view says who may use it (`web.door`)."""

from django.urls import include, path

from throughcare.web.checks.door import agency_answer, agency_program

handler400 = "throughcare.web.errors.too_much"
handler404 = "throughcare.web.errors.not_there"
handler500 = "throughcare.web.errors.went_wrong"

urlpatterns = [
    path("", include("throughcare.web.home.urls")),
    path("", include("throughcare.web.sign_in.urls")),
    path("people/", include("throughcare.web.risk.urls")),
    path("people/", include("throughcare.web.cover.person_urls")),
    path("people/", include("throughcare.web.provider.person_urls")),
    path("people/", include("throughcare.web.scores.urls")),
    path("people/", include("throughcare.web.supervision.urls")),
    path("people/", include("throughcare.web.people.urls")),
    path("reports/", include("throughcare.web.reports.urls")),
    path("checks/", include("throughcare.web.checks.urls")),
    path("answer/<slug:token>/", agency_answer, name="agency_answer"),
    path("answer/<slug:token>/json/", agency_program, name="agency_program"),
    path("court/", include("throughcare.web.court.urls")),
    path("allocation/", include("throughcare.web.provider.urls")),
    path("allocation/", include("throughcare.web.allocation.urls")),
    path("allocation/", include("throughcare.web.many.urls")),
    path("handovers/", include("throughcare.web.handovers.urls")),
    path("cover/", include("throughcare.web.cover.urls")),
    path("concerns/", include("throughcare.web.concerns.urls")),
    path("staff/", include("throughcare.web.staff.urls")),
    path("restricted/", include("throughcare.web.restricted.urls")),
    path("sentences/", include("throughcare.web.sentences.urls")),
    path("measures/", include("throughcare.web.measures.urls")),
    path("questions/", include("throughcare.web.questions.urls")),
    path("who-looked/", include("throughcare.web.oversight.urls")),
    path("users/", include("throughcare.web.users.urls")),
]
