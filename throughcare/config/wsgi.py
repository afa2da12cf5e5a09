"""The door for a web server that speaks WSGI."""

import os
import threading

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 -- not before the settings are known
from django.urls import resolve  # noqa: E402

from throughcare.exchange.pictures import warm  # noqa: E402
from throughcare.web.people.standards import by_name, pack_titles  # noqa: E402

if not settings.SECRET_KEY_GIVEN:
    raise ImproperlyConfigured("THROUGHCARE_SECRET_KEY is not set: give a long random text, and keep it secret.")

# Pages and standards are read before the first question is taken: whoever comes first would wait two seconds for them.
resolve("/"), by_name(), pack_titles()

# The first picture of a process takes a second or two: it is drawn while nobody waits for it.
threading.Thread(target=warm, name="first picture", daemon=True).start()
