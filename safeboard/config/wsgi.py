"""What a web server runs. It does not start with the key that everybody knows, whoever starts it."""

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
    return application


application = ready()
