from django.db import models


class Periodic(models.Model):
    """When a job that comes round again is due next. The row is the turn: whoever moves it on has taken it."""

    name = models.CharField(max_length=100, unique=True)
    every = models.PositiveIntegerField()  # seconds
    next_run = models.DateTimeField()

    def __str__(self):
        return self.name
