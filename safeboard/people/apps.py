from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "safeboard.people"
