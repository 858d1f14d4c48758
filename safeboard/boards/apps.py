from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class BoardsConfig(AppConfig):
    name = "safeboard.boards"

    def ready(self):
        autodiscover_modules("findable")
