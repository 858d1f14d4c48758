"""Run by the journeys in a process of its own: an empty board, and one that works its plan. Prints its addresses as JSON."""

import datetime
import json
import os
from dataclasses import dataclass

from tests.journeys import stage_assurance

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeboard.config.settings")

LEFT = "ash@harrowmere.example"
EMAIL = "manager@harrowmere.example"
PASSWORD = "a long password for a journey"
DAY = datetime.timedelta(days=1)
STRANGERS = [
    "sign in",
    "sign in with a password",
    "outbox",
    "round link",
    "round link, answer",
    "round link, over",
    "survey to answer",
    "survey, over",
    "survey, thanks",
]
"""Pages for those without an account."""
PAGES = STRANGERS + [
    name.strip()
    for name in """
home; your boards; account; second factor; my work; not there;
board; board without a plan; chair's view; bring in; reading; reading, doubted; reading, settled;
plan; plan, filtered; plan, nothing left; plan, wrong filter; plan as at a day; plan as it was known; compare; pictures; withdraw;
action; tell; rate over; ask for a date; move a date; first date; next check; step; correct; assure; answer a date;
dates asked for; change the plan; add an action; history of an action; change an action; move an action; drop an action;
take up an action; adopt; next plan; close a plan; legend; what the public may read; the date holds; a closed plan; people; invite; seat;
end a seat; my seat; leads; lead; settings; themes; meetings; meeting;
add a meeting; glossary; add a term; messages; message; rounds; open a round; round;
papers; prepare a paper; prepare the pack; how papers look; draft of the pack; draft of the public version; change a draft; issue a paper;
discard a draft; issued paper; replace a paper;
read an edited copy; what a copy would change; a copy gone through; tokens; tokens of the board; your calendar; about the API;
my returns; return; standard; standard, handed over; people in a return; hand on a return; boards of a return;
hand over a return; handed over; add evidence; renew evidence; return as a sheet;
assurance; begin a set; a set of standards; draft of a set; a question of a draft; a scale of a draft; publish a set;
prepare an exercise; exercise to issue; issue an exercise; exercise; all returns; a return as read; a panel;
score an answer; raise an action; send a return back; ask a peer; ask besides; letter; send a letter; what boards say; give longer;
what was promised; it is done; is it done; whom to visit; visit; prepare a survey; draft of a survey; survey, open;
survey, each once; survey, heard; begin a self-assessment; a self-assessment; a descriptor; a gap; use as evidence;
your details; people's data; what is held about somebody; erase somebody; erase somebody who sits
""".split(";")
]


@dataclass
class Stage:
    """by: who acts, and when."""

    empty: object
    busy: object
    manager: object
    plan: object
    by: dict
    today: datetime.date

    def page(self, name, *args):
        from django.urls import reverse

        return reverse(name, args=args)


def set_up():
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    stage = two_boards()
    return {
        **before_signing_in(stage),
        **plan_pages(stage),
        **action_pages(stage),
        **shaping_pages(stage),
        **board_pages(stage),
        **round_pages(stage),
        **paper_pages(stage),
        **copy_pages(stage),
        **data_pages(stage),
        **privacy_pages(stage),
        **stage_assurance.return_pages(stage),
        **stage_assurance.assurance_pages(stage),
        **stage_assurance.survey_pages(stage),
        **stage_assurance.own_pages(stage),
    }


def two_boards():
    from django.utils import timezone

    from safeboard.boards.services import add_board, seat
    from safeboard.history.services import CommandLine
    from safeboard.home import demonstration
    from safeboard.people.services import add_person
    from safeboard.plans import bringing_in

    by, today = {"by": CommandLine(), "at": timezone.now()}, timezone.localdate()
    empty = add_board(name="Aldermoor Safeguarding Adults Board", **by)
    busy = add_board(name="Harrowmere Safeguarding Children Partnership", **by)
    manager = add_person(email=EMAIL, name="Morgan Hale", password=PASSWORD, **by)
    for board in (empty, busy):
        seat(user=manager, board=board, role="business_manager", starts=datetime.date(2025, 4, 1), **by)
    by["by"] = manager
    data = demonstration.SAMPLE.read_bytes()
    outline = bringing_in.read(data)
    plan = bringing_in.bring_in(data, name="plan.docx", outline=outline, board=busy, again=True, **by)
    demonstration.work_begun(plan, today=today, **by)
    return Stage(empty, busy, manager, plan, by, today)


def before_signing_in(stage):
    return {
        "sign in": stage.page("people:sign_in"),
        "sign in with a password": stage.page("people:sign_in_with_password"),
        "outbox": stage.page("outbox:folder"),
        "home": "/",
        "your boards": stage.page("home:boards"),
        "account": stage.page("people:account"),
        "second factor": stage.page("people:second_factor"),
        "my work": stage.page("plans:my_work"),
        "not there": "/plans/999999/",
    }


def plan_pages(stage):
    from safeboard.home.demonstration import SAMPLE
    from safeboard.plans import bringing_in
    from safeboard.plans.tests.factories import a_plan_file

    board, plan, page = stage.busy, stage.plan, stage.page
    data = SAMPLE.read_bytes()
    kept = {"name": SAMPLE.name, "board": board, "again": True, **stage.by}
    draft = bringing_in.draft(data, outline=bringing_in.read(data), **kept)
    unsure = a_plan_file(
        ("1. Drift", "Strategic Director Council Chief Executive", "Audit ten cases", "May", "")
    )
    doubted = bringing_in.draft(unsure, outline=bringing_in.read(unsure), **{**kept, "name": "plan.txt"})
    at = plan.get_absolute_url()
    return {
        "board": page("plans:board", board.slug),
        "board without a plan": page("plans:board", stage.empty.slug),
        "chair's view": page("plans:chairs_view", board.slug),
        "bring in": page("plans:bring_in", stage.empty.slug),
        "reading": page("plans:reading", draft.pk),
        "reading, doubted": page("plans:reading", doubted.pk),
        "reading, settled": page("plans:reading", plan.reading_id),
        "plan": at,
        "plan, filtered": f"{at}?rating=red&late=on",
        "plan, nothing left": f"{at}?text=zebra",
        "plan, wrong filter": f"{at}?rating=purple&as-at=soon",
        "plan as at a day": f"{at}?as-at=2025-12-31",
        "plan as it was known": f"{at}?as-at=2026-06-30&known-at={stage.today}",
        "compare": page("plans:compare", plan.pk),
        "pictures": page("plans:pictures", plan.pk),
        "withdraw": page("plans:withdraw", plan.pk),
    }


def action_pages(stage):
    from safeboard.plans.models import Action, DateRequest

    page, moved = stage.page, stage.plan.priorities.first().issues.all()[1].actions.first()
    complete = Action.objects.get(updates__complete=True)
    request, ongoing = DateRequest.objects.get(), Action.objects.filter(due_kind="ongoing").first()
    return {
        "action": moved.get_absolute_url(),
        "tell": page("plans:tell", moved.pk),
        "rate over": page("plans:rate", moved.pk),
        "ask for a date": page("plans:ask_date", moved.pk),
        "move a date": page("plans:move_date", moved.pk),
        "assure": page("plans:assure", complete.pk),
        "answer a date": page("plans:answer_date", request.pk),
        "dates asked for": page("plans:dates", stage.busy.slug),
        "first date": page("plans:first_date", moved.pk),
        "next check": page("plans:next_check", ongoing.pk),
        "step": page("plans:step", request.action_id, 0),
        "correct": page("plans:correct", complete.updates.get(complete=True).pk),
    }


def shaping_pages(stage):
    """Where the plan is changed. What was dropped stands at the foot of the outline."""
    from safeboard.plans import services
    from safeboard.plans.models import Action

    page, plan = stage.page, stage.plan
    action = Action.objects.filter(issue__priority__plan=plan, now_done=False).last()
    dropped = Action.objects.filter(issue__priority__plan=plan, now_done=True).last()
    services.drop_part(dropped, why="Merged with another.", **stage.by)
    services.change_part(
        action, changes={"words": "Write down, in a page, how partners disagree"}, **stage.by
    )
    return {
        "change the plan": page("plans:change_plan", plan.pk),
        "add an action": page("plans:add_part", "issue", action.issue_id, "action"),
        "history of an action": page("plans:part", "action", action.pk),
        "change an action": page("plans:change_part", "action", action.pk),
        "move an action": page("plans:move_part", "action", action.pk),
        "drop an action": page("plans:drop_part", "action", action.pk),
        "take up an action": page("plans:take_up_part", "action", dropped.pk),
        "adopt": page("plans:adopt", plan.pk),
        "next plan": page("plans:next_plan", plan.pk),
        "close a plan": page("plans:close_plan", plan.pk),
        "legend": page("plans:legend", plan.pk),
        "what the public may read": page("plans:public", plan.pk),
        **year_pages(stage),
    }


def year_pages(stage):
    """On a third board: a small plan whose one action goes on, and which is closed."""
    from safeboard.boards.services import add_board, seat
    from safeboard.plans import services
    from safeboard.plans.models import Carried
    from safeboard.plans.tests.factories import a_plan, actions_of

    board = add_board(name="Wetherby Vale Safeguarding Adults Board", **stage.by)
    seat(
        user=stage.manager, board=board, role="business_manager", starts=datetime.date(2025, 4, 1), **stage.by
    )
    old = a_plan(board, title="Adults’ plan 2024-25")
    carry = [action.pk for action in actions_of(old)]
    years = {"title": "Adults’ plan 2025-26", "starts": None, "ends": None}
    services.start_next_plan(old, carry=carry, **years, **stage.by)
    services.close_plan(old, words="Agreed in March.", **stage.by)
    carried = Carried.objects.get()
    return {
        "a closed plan": old.get_absolute_url(),
        "the date holds": stage.page("plans:confirm_date", carried.into_id),
    }


def board_pages(stage):
    from safeboard.boards.models import Lead, Meeting, Seat

    page, slug = stage.page, stage.busy.slug
    seat = Seat.objects.get(user__email="jo@harrowmere.example")
    meeting = Meeting.objects.filter(board=stage.busy).last()
    return {
        "people": page("boards:people", slug),
        "invite": page("boards:invite", slug),
        "seat": page("boards:seat", seat.pk),
        "end a seat": page("boards:end_seat", seat.pk),
        "my seat": page("boards:my_seat", slug),
        "leads": page("boards:leads", slug),
        "lead": page("boards:lead", Lead.objects.get(name="Harrowmere Police").pk),
        "settings": page("boards:settings", slug),
        "themes": page("boards:themes", slug),
        "meetings": page("boards:meetings", slug),
        "meeting": page("boards:meeting", meeting.pk),
        "add a meeting": page("boards:add_meeting", slug),
        "glossary": page("boards:glossary", slug),
        "add a term": page("boards:add_term", slug),
    }


def round_pages(stage):
    """A round that is open, and one whose link is over. The open one's link is Jo's."""
    from django.conf import settings
    from django.utils import timezone

    from safeboard.boards.models import Meeting
    from safeboard.outbox.links import address_of
    from safeboard.outbox.models import Message
    from safeboard.rounds import services
    from safeboard.rounds.models import Addressee, Asks

    page, coming = stage.page, Meeting.objects.filter(board=stage.busy, date__gt=stage.today).order_by("date")
    days = {"asks": Asks.EVERYTHING, "updates_by": stage.today + 5 * DAY, "closes_on": stage.today + 16 * DAY}
    stage.by["at"] = timezone.now()  # what the file said was recorded before
    over = services.open_round(stage.plan, meeting=coming[1], reminders=[], **days, **stage.by)
    services.close_round(over, **stage.by)
    current = services.open_round(stage.plan, meeting=coming[0], reminders=[-2, 1], **days, **stage.by)
    mine, ended = (Addressee.objects.get(round=one, email="jo@harrowmere.example") for one in (current, over))
    asked = mine.round.asked.filter(lead__seats__user=mine.user).first()
    link, ended_link = (address_of(one.link).removeprefix(settings.SITE) for one in (mine, ended))
    return {
        "round link": link,
        "round link, answer": f"{link}{asked.action_id}/",
        "round link, over": ended_link,
        "messages": page("outbox:messages", stage.busy.slug),
        "message": page("outbox:message", Message.objects.filter(board=stage.busy).last().pk),
        "rounds": page("rounds:rounds", stage.busy.slug),
        "open a round": page("rounds:open", stage.busy.slug),
        "round": page("rounds:round", current.pk),
    }


def paper_pages(stage):
    """A draft of the pack, a draft of the public version, and a paper that was issued."""
    from safeboard.papers import services

    page, slug, by = stage.page, stage.busy.slug, stage.by
    pack = services.prepare_paper(
        stage.plan, kind="pack", chosen=["plan", "changed"], author="Morgan Hale", **by
    )
    public = services.prepare_paper(stage.plan, kind="public", **by)
    issued = services.prepare_paper(stage.plan, kind="exceptions", purpose="assurance", **by)
    services.issue_paper(issued, **by)
    return {
        "papers": page("papers:papers", slug),
        "prepare a paper": page("papers:prepare", slug),
        "prepare the pack": page("papers:prepare_kind", slug, "pack"),
        "how papers look": page("papers:style", slug),
        "draft of the pack": page("papers:paper", pack.pk),
        "draft of the public version": page("papers:paper", public.pk),
        "change a draft": page("papers:change", pack.pk),
        "issue a paper": page("papers:issue", pack.pk),
        "discard a draft": page("papers:discard", pack.pk),
        "issued paper": page("papers:paper", issued.pk),
        "replace a paper": page("papers:replace", issued.pk),
    }


def copy_pages(stage):
    """A copy of a small plan that was edited in every way, one that is gone through, and plans of which a copy can be edited."""
    from safeboard.boards.models import Board
    from safeboard.plans import services
    from safeboard.plans.tests.copies import a_proposal
    from safeboard.plans.tests.edited_papers import DUE
    from safeboard.plans.tests.factories import a_plan, promise

    board = Board.objects.get(name__startswith="Wetherby")
    named = (
        "Audit ten cases of neglect",
        "Train every school nurse",
        "Ask children what helped",
        "Write to schools",
    )
    plan = a_plan(board, *map(promise, named), title="Adults’ plan 2026-28")
    finished = a_proposal(
        plan, lambda paper: paper.write(named[3], DUE, "July 2027"), name="April.docx", by=stage.manager
    )
    services.finish_proposal(finished, **stage.by)
    to_edit = [
        promise(words, due="March 2030")
        for words in (*named[:3], "Write to the new head", "Meet young carers")
    ]
    at_the_desk, by_telephone = (
        a_plan(board, *to_edit, title=f"Adults’ plan {years}") for years in ("2028-30", "2030-32")
    )
    return {
        "a plan to edit": at_the_desk.get_absolute_url(),
        "a plan to edit on a telephone": by_telephone.get_absolute_url(),
        "read an edited copy": stage.page("plans:read_over", stage.plan.pk),
        "what a copy would change": stage.page(
            "plans:proposal", a_copy_edited_in_every_way(stage, plan, *named).pk
        ),
        "a copy gone through": stage.page("plans:proposal", finished.pk),
    }


def a_copy_edited_in_every_way(stage, plan, audit, train, ask, write):
    """With a conflict, a row that is gone, something to be careful about and a date that was asked for before."""
    from safeboard.plans import services
    from safeboard.plans.tests.copies import edited, read_over
    from safeboard.plans.tests.edited_papers import ACTION, DUE, LEAD, PROGRESS
    from safeboard.plans.tests.factories import actions_of, by_now

    def edit(paper):
        paper.write(
            audit, PROGRESS, "Green: Complete\nUpdate Dec 15: Begun.\nUpdate April 2026: All ten were read."
        )
        paper.write(train, DUE, "June 2027")
        paper.put(train, ACTION, "school nurse", "nurse")
        paper.add_line(
            write, PROGRESS, "Update April 2026: The mother of the child born 3.4.2012 has answered."
        )
        paper.write(write, DUE, "June 2027")
        paper.add(write, {ACTION: "Meet every foster carer", LEAD: "Quality Group", DUE: "May 2027"})
        paper.delete(ask)

    data = edited(plan, edit)
    meanwhile = {**by_now(), "by": stage.manager}
    rows = {row.words: row for row in actions_of(plan)}
    services.change_part(rows[train], changes={"words": "Train every nurse twice"}, **meanwhile)
    services.ask_for_date(rows[write], becomes="May 2027", why="Staff have left.", **meanwhile)
    return read_over(plan, data, name="March.docx", by=stage.manager)


def data_pages(stage):
    """A token and a calendar link are there to be revoked."""
    from safeboard.api import services

    seat = stage.manager.seats.get(board=stage.busy)
    services.make_token(seat, name="Quarterly dashboard", **stage.by)
    services.make_feed(user=stage.manager, board=None, **stage.by)
    return {
        "tokens": stage.page("api:tokens"),
        "tokens of the board": stage.page("api:board_tokens", stage.busy.slug),
        "your calendar": stage.page("api:calendar"),
        "about the API": stage.page("api:about"),
    }


def privacy_pages(stage):
    """Two who left a year ago, so that nothing is in the way; a journey erases one of them. And Jo, who sits."""
    from safeboard.boards.services import seat
    from safeboard.people.models import User
    from safeboard.people.services import add_person

    days = {"starts": stage.today - 800 * DAY, "ends": stage.today - 400 * DAY}
    gone, to_erase = (
        add_person(email=email, name=name, **stage.by)
        for name, email in (("Gale Whitmore", "gale@harrowmere.example"), ("Ash Penrose", LEFT))
    )
    for person in (gone, to_erase):
        seat(user=person, board=stage.busy, role="member", **days, **stage.by)
    slug, jo = stage.busy.slug, User.objects.get(email="jo@harrowmere.example")
    return {
        "your details": stage.page("privacy:yours"),
        "people's data": stage.page("privacy:people", slug),
        "what is held about somebody": stage.page("privacy:person", slug, jo.pk),
        "erase somebody": stage.page("privacy:erase", slug, gone.pk),
        "erase somebody who sits": stage.page("privacy:erase", slug, jo.pk),
    }


if __name__ == "__main__":
    print(json.dumps(set_up()))
