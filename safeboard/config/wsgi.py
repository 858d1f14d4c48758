"""What a web server runs. It does not start with the key that everybody knows, whoever starts it."""

import os

from django.core.wsgi import get_wsgi_application


def ready():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeboard.config.settings")
    from safeboard.home.serving import require_own_key

    require_own_key()
    return get_wsgi_application()


application = ready()
