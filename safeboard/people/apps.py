from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class PeopleConfig(AppConfig):
    name = "safeboard.people"

    def ready(self):
        from allauth.mfa.signals import authenticator_added, authenticator_removed

        from safeboard.people import receivers

        user_logged_in.connect(receivers.begin_session, dispatch_uid="begin_session")
        authenticator_added.connect(receivers.second_factor_added, dispatch_uid="second_factor_added")
        authenticator_removed.connect(receivers.second_factor_removed, dispatch_uid="second_factor_removed")
