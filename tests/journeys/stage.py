"""Run by the journeys in a process of its own: an empty board, and one with the sample plan. Prints its addresses as JSON."""

import datetime
import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeboard.config.settings")

EMAIL = "manager@harrowmere.example"
PASSWORD = "a long password for a journey"


def set_up():
    import django

    django.setup()
    from django.core.management import call_command
    from django.urls import reverse
    from django.utils import timezone

    from safeboard.boards.services import add_board, seat
    from safeboard.history.services import CommandLine
    from safeboard.home.demonstration import SAMPLE
    from safeboard.people.services import add_person
    from safeboard.plans import bringing_in
    from safeboard.plans.tests.factories import a_plan_file

    call_command("migrate", verbosity=0)
    by = {"by": CommandLine(), "at": timezone.now()}
    empty = add_board(name="Aldermoor Safeguarding Adults Board", **by)
    busy = add_board(name="Harrowmere Safeguarding Children Partnership", **by)
    manager = add_person(email=EMAIL, name="Morgan Hale", password=PASSWORD, **by)
    for board in (empty, busy):
        seat(user=manager, board=board, role="business_manager", starts=datetime.date(2025, 4, 1), **by)
    by["by"] = manager
    data = SAMPLE.read_bytes()
    outline = bringing_in.read(data)
    kept = {"name": SAMPLE.name, "outline": outline, "board": busy, "again": True, **by}
    plan = bringing_in.bring_in(data, **kept)
    draft = bringing_in.draft(data, **kept)
    unsure = a_plan_file(
        ("1. Drift", "Strategic Director Council Chief Executive", "Audit ten cases", "May", "")
    )
    doubted = bringing_in.draft(
        unsure, name="plan.txt", outline=bringing_in.read(unsure), board=busy, again=True, **by
    )
    moved = plan.priorities.first().issues.all()[1].actions.first()
    return {
        "sign in": reverse("people:sign_in"),
        "home": "/",
        "board": reverse("plans:board", args=[busy.slug]),
        "board without a plan": reverse("plans:board", args=[empty.slug]),
        "bring in": reverse("plans:bring_in", args=[empty.slug]),
        "plan": plan.get_absolute_url(),
        "plan, filtered": f"{plan.get_absolute_url()}?rating=red&late=on",
        "plan, nothing left": f"{plan.get_absolute_url()}?text=zebra",
        "plan, wrong filter": f"{plan.get_absolute_url()}?rating=purple&as-at=soon",
        "plan as at a day": f"{plan.get_absolute_url()}?as-at=2025-12-31",
        "action": moved.get_absolute_url(),
        "reading": reverse("plans:reading", args=[draft.pk]),
        "reading, doubted": reverse("plans:reading", args=[doubted.pk]),
        "reading, settled": reverse("plans:reading", args=[plan.reading_id]),
        "withdraw": reverse("plans:withdraw", args=[plan.pk]),
        "not there": "/plans/999999/",
    }


if __name__ == "__main__":
    print(json.dumps(set_up()))
