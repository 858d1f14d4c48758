"""A survey without names, opened, and people who answer it. Everything comes through the services that the pages use."""

import uuid

from django.utils import timezone

from safeboard.assurance import services
from safeboard.assurance.asking import questions_for
from safeboard.assurance.models import SurveyAddress
from safeboard.assurance.survey_queries import path_of
from safeboard.assurance.tests import factories as make


def a_survey(version, *groups, opened=True, **more):
    """groups: names, or (name, how many, Agency or None)."""
    groups = [(group, 0, None) if isinstance(group, str) else group for group in groups]
    said = {"title": "What practitioners say", "closes_on": make.in_days(14)} | more
    survey = services.prepare_survey(version.set.board, version, groups=groups, **said, **make.by_now())
    return services.open_survey(survey, **make.by_now()) if opened else survey


def address_of(group):
    """One that was not used."""
    addresses = SurveyAddress.objects.select_related("group__survey", "group__agency")
    return addresses.filter(group=group, used=False).first()


def path_to(group):
    return path_of(address_of(group))


def heard(group, *values, times=1):
    """Replies to the first questions of a group's survey, each of which says these values."""
    questions = questions_for(group)
    answers = dict(zip((question.pk for question in questions), values, strict=False))
    for _ in range(times):
        services.reply(address_of(group), answers, key=uuid.uuid4(), today=timezone.localdate())


def over(survey):
    return services.close_survey(survey, **make.by_now())
