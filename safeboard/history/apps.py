from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HistoryConfig(AppConfig):
    name = "safeboard.history"

    def ready(self):
        from safeboard.history.append_only import install_after_migrate

        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="keep-as-recorded")
