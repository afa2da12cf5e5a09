"""The template engine: strict about what is missing, and with the few names that every page may use."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

from throughcare.facts.words import lower_first, say_day, upper_first
from throughcare.web.design.fields import params_of
from throughcare.web.design.words import number, percent, plural, say_instant


def environment(**options: Any) -> Environment:
    """The environment of all pages. Ours is strict; the design system's own macros count on missing names."""
    design_system = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], design_system])
    options["trim_blocks"] = options["lstrip_blocks"] = True
    made = Environment(**options)  # Django passes autoescape=True
    made.globals.update(static=static, url=url, params_of=params_of, plural=plural, percent=percent, number=number)
    made.filters.update(
        upper_first=upper_first, lower_first=lower_first, day=say_day, instant=say_instant, paragraphs=paragraphs
    )
    return made


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a route by its name."""
    return reverse(name, args=args, kwargs=kwargs)


def paragraphs(text: str) -> Markup:
    """What somebody typed, as paragraphs; whatever looks like markup stays text."""
    parts = [part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    return Markup("").join(
        Markup('<p class="govuk-body">{}</p>').format(Markup("<br>").join(part.split("\n"))) for part in parts
    )
