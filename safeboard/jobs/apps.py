from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "safeboard.jobs"

    def ready(self):
        autodiscover_modules("duties")
