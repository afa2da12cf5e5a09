"""Routes of the provider desk: which organisation holds a case, referrals for rising risk, and the flow both ways."""

from django.urls import path

from throughcare.web import converters  # noqa: F401 -- registers <code:…>
from throughcare.web.provider import deciding, flow_views, lists, referring

urlpatterns = [
    path("waiting/", lists.waiting, name="waiting_orders"),
    path("decide-again/", lists.decide_again, name="decide_again"),
    path("referrals/", lists.referrals, name="referrals"),
    path("flow/", flow_views.flow, name="provider_flow"),
    path("flow/figures.csv", flow_views.flow_csv, name="provider_flow_csv"),
    path("flow/<slug:month>/<slug:figure>/people/", flow_views.flow_people, name="provider_flow_people"),
    path("<code:crn>/<code:order>/decide/", deciding.decide_order, name="decide_provider"),
    path("<code:crn>/<code:order>/keep/", deciding.keep_order, name="keep_order"),
    path("<code:crn>/referral/<code:thread>/decide/", referring.decide_referral, name="decide_referral"),
]
