"""Answers that every desk gives alike."""

from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """After a form was sent: fetch this page, do not send again."""

    status_code = 303
