"""A set, an exercise, agencies that answer. Everything comes through the services that the pages use."""

import datetime

from django.utils import timezone

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Part, Return
from safeboard.assurance.outline import Point, QuestionLine, ScaleLine, SetOutline, StandardLine
from safeboard.boards.services import join_agency, say_sector
from safeboard.plans.tests.factories import LONG_AGO, a_board, by_now, someone, someone_who_left

__all__ = ["LONG_AGO", "a_board", "by_now", "someone", "someone_who_left"]

POINTS = [
    Point("0", "Not met", "Nothing is in place.", 0, "red"),
    Point("1", "Begun", "Some of it is in place.", 1, "red"),
    Point("2", "Met in part", "Most of it is in place.", 2, "amber"),
    Point("3", "Met", "All of it is in place and known to work.", 3, "green"),
]


def an_outline(*questions, name="Section 11", kind="section11"):
    """One standard with these questions, or three scored ones."""
    scored = [QuestionLine(f"1.{n}", f"Question {n}?", scale="met") for n in (1, 2, 3)]
    standard = StandardLine("1", "Leaders answer for it", questions=list(questions) or scored)
    return SetOutline(
        name, kind, "Answer as it is.", [ScaleLine("met", "How far it is met", POINTS)], [standard]
    )


def a_version(board, *questions, **more):
    """A set of this board, published."""
    return published(board, an_outline(*questions, **more))


def published(board, outline):
    return services.publish(services.start_set(board, outline, **by_now()), **by_now())


def an_agency(name, *boards, sector="police"):
    for board in boards:
        agency = join_agency(name, board=board, starts=LONG_AGO, **by_now())
    return say_sector(agency, sector=sector, board=boards[0], **by_now())


def in_days(count):
    return timezone.localdate() + datetime.timedelta(days=count)


def an_exercise(version, *boards, signatures=(), title="Section 11, 2026", **more):
    """A draft, that every one of these boards has agreed to."""
    exercise = services.prepare_exercise(
        version, title=title, due_on=in_days(42), boards=boards, signatures=signatures, **more, **by_now()
    )
    for board in boards:
        services.agree_to_take_part(exercise, board, **by_now())
    return exercise


def issued(exercise, *agencies):
    """The returns of these agencies, in their order. The author of "Avon Police" is author@avon-police.example."""
    for agency in agencies:
        name = agency.name.lower().replace(" ", "-")
        services.ask_agency(
            exercise,
            agency,
            author_name=f"Author of {agency}",
            author_email=f"author@{name}.example",
            **by_now(),
        )
    services.issue(exercise, **by_now())
    returns = {
        to.agency_id: to
        for to in Return.objects.filter(exercise=exercise).select_related("exercise", "agency")
    }
    return [returns[agency.pk] for agency in agencies]


def author_of(to):
    return Part.objects.get(to=to, role=Part.As.AUTHOR, ended_at__isnull=True).user


def colleague(to, *standards, email="colleague@avon.example"):
    """Somebody with whom these standards are shared. They have no seat."""
    by = {"by": author_of(to), "at": timezone.now()}
    return services.share(to, name="Col League", email=email, standards=standards, **by).user


def signatory(to, signature, email=None):
    """Somebody who is asked to sign in that part."""
    email = email or f"{signature.lower().replace(' ', '-')}@avon.example"
    by = {"by": author_of(to), "at": timezone.now()}
    return services.invite_to_sign(to, name=signature, email=email, signature=signature, **by).user


def answered(to, value="2", **more):
    """Every question of a return answered alike by its author."""
    by = {"by": author_of(to), "at": timezone.now()}
    for question in questions_of(to):
        services.answer(to, question, value=value, **more, **by)
    return to


def submitted(to, value="2"):
    """A return of an exercise without signatures, answered and handed over."""
    services.submit(answered(to, value), by=author_of(to), at=timezone.now())
    to.refresh_from_db()
    return to
