"""What a web server runs. It does not start with the key that everybody knows, whoever starts it."""

import gc
import os

from django.core.wsgi import get_wsgi_application


def ready():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeboard.config.settings")
    from django.conf import settings

    application = get_wsgi_application()
    from safeboard.home import serving

    serving.require_own_key()
    if settings.DEMO:
        serving.work_in_a_thread()
    leave_what_stays()
    return application


def leave_what_stays():
    """What was loaded is here for good, so Python need not look through it for rubbish; and a long plan is many things at once."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


application = ready()
