import datetime

from safeboard.boards.services import add_meeting
from safeboard.plans import services
from safeboard.plans.models import Evidence
from safeboard.plans.tests import factories as make
from safeboard.plans.tests.copies import a_proposal
from safeboard.plans.tests.edited_papers import ACTION
from tests.matrix.cast import ONLY_READ, on_it, signed_in

TELLS = {"lead": 200, "business_manager": 200, "other_lead": 403}
SENDS = {"lead": 400, "business_manager": 400, "other_lead": 403}

EXPECTED = {
    ("plans:board", "GET"): on_it(200),
    ("plans:board", "POST"): ONLY_READ,
    ("plans:bring_in", "GET"): on_it(403, business_manager=200),
    ("plans:bring_in", "POST"): on_it(403, business_manager=400),
    ("plans:latest", "GET"): on_it(302),
    ("plans:latest", "POST"): ONLY_READ,
    ("plans:plan", "GET"): on_it(200),
    ("plans:plan", "POST"): ONLY_READ,
    ("plans:my_work", "GET"): signed_in(200),
    ("plans:my_work", "POST"): ONLY_READ,
    ("plans:my_work_list", "GET"): signed_in(200),
    ("plans:my_work_list", "POST"): ONLY_READ,
    **{(f"plans:{name}_list", "GET"): on_it(200) for name in ("actions", "changes", "dates")},
    **{(f"plans:{name}_list", "POST"): ONLY_READ for name in ("actions", "changes", "dates")},
    ("plans:chairs_view", "GET"): on_it(200),
    ("plans:chairs_view", "POST"): ONLY_READ,
    ("plans:compare", "GET"): on_it(200),
    ("plans:compare", "POST"): ONLY_READ,
    ("plans:pictures", "GET"): on_it(200),
    ("plans:pictures", "POST"): ONLY_READ,
    ("plans:paper", "GET"): on_it(200),
    ("plans:paper", "POST"): ONLY_READ,
    ("plans:withdraw", "GET"): on_it(403, chair=200, business_manager=200),
    ("plans:withdraw", "POST"): on_it(403, chair=400, business_manager=400),
    ("plans:change_plan", "GET"): on_it(403, business_manager=200),
    ("plans:change_plan", "POST"): ONLY_READ,
    ("plans:part", "GET"): on_it(200),
    ("plans:part", "POST"): ONLY_READ,
    **{
        (f"plans:{name}", method): on_it(403, business_manager=200 if method == "GET" else 400)
        for name in (
            *("adopt", "add_part", "change_part", "move_part", "drop_part", "take_up_part"),
            *("next_plan", "close_plan", "legend", "read_over", "proposal"),
        )
        for method in ("GET", "POST")
    },
    ("plans:action", "GET"): on_it(200),
    ("plans:action", "POST"): ONLY_READ,
    ("plans:tell", "GET"): on_it(403, **TELLS),
    ("plans:tell", "POST"): on_it(403, **SENDS),
    ("plans:typing", "GET"): signed_in(405),
    ("plans:typing", "POST"): on_it(403, lead=204, business_manager=204, other_lead=403),
    ("plans:correct", "GET"): on_it(403, business_manager=200),
    ("plans:correct", "POST"): on_it(403, business_manager=400),
    ("plans:rate", "GET"): on_it(403, chair=200, business_manager=200),
    ("plans:rate", "POST"): on_it(403, chair=400, business_manager=400),
    ("plans:assure", "GET"): on_it(403, chair=200, group_chair=200, business_manager=200),
    ("plans:assure", "POST"): on_it(403, chair=400, group_chair=400, business_manager=400),
    ("plans:difference", "GET"): on_it(403, chair=200, group_chair=200, **TELLS),
    ("plans:difference", "POST"): on_it(403, chair=400, group_chair=400, **SENDS),
    ("plans:ask_date", "GET"): on_it(403, **TELLS),
    ("plans:ask_date", "POST"): on_it(403, **SENDS),
    ("plans:answer_date", "GET"): on_it(403, chair=200, business_manager=200),
    ("plans:answer_date", "POST"): on_it(403, chair=400, business_manager=400),
    ("plans:move_date", "GET"): on_it(403, chair=200, business_manager=200),
    ("plans:move_date", "POST"): on_it(403, chair=400, business_manager=400),
    ("plans:first_date", "GET"): on_it(403, chair=200, business_manager=200),
    ("plans:first_date", "POST"): on_it(403, chair=400, business_manager=400),
    ("plans:dates", "GET"): on_it(200),
    ("plans:dates", "POST"): ONLY_READ,
    ("plans:step", "GET"): on_it(403, **TELLS),
    ("plans:step", "POST"): on_it(403, **SENDS),
    ("plans:next_check", "GET"): on_it(403, **TELLS),
    ("plans:next_check", "POST"): on_it(403, **SENDS),
    ("plans:confirm_date", "GET"): on_it(403, chair=200, **TELLS),
    ("plans:confirm_date", "POST"): on_it(403, chair=400, **SENDS),
    ("plans:evidence", "GET"): on_it(200),
    ("plans:evidence", "POST"): ONLY_READ,
    ("plans:public", "GET"): on_it(403, business_manager=200),
    ("plans:public", "POST"): on_it(403, business_manager=302),
    ("plans:mark_plan", "GET"): signed_in(405),
    ("plans:mark_plan", "POST"): on_it(403, business_manager=302),
    ("plans:reading", "GET"): on_it(403, business_manager=200),
    ("plans:reading", "POST"): on_it(403, business_manager=302),
}


def where(stage):
    """Arguments of each address. An area that needs more on the stage makes it here."""
    return (
        {
            "plans:board": [stage.board.slug],
            "plans:bring_in": [stage.board.slug],
            "plans:latest": [stage.board.slug],
            "plans:plan": [stage.plan.pk],
            "plans:my_work": [],
            "plans:my_work_list": ["csv"],
            "plans:actions_list": [stage.plan.pk, "csv"],
            "plans:changes_list": [stage.plan.pk, "xlsx"],
            "plans:dates_list": [stage.board.slug, "csv"],
            "plans:chairs_view": [stage.board.slug],
            "plans:compare": [stage.plan.pk],
            "plans:pictures": [stage.plan.pk],
            "plans:paper": [stage.plan.pk, "html"],
            "plans:withdraw": [stage.plan.pk],
            "plans:action": [stage.action.pk],
            "plans:reading": [stage.draft.pk],
        }
        | of_the_action(stage)
        | of_the_shape(stage)
    )


def of_the_action(stage):
    """Its date moved to two milestones, another is asked for, and there is an update with a file."""
    action, by_now = stage.action, make.by_now()
    meeting = add_meeting(board=stage.board, date=datetime.date(2016, 1, 5), **by_now)
    steps = {"becomes": "First review Dec 15, Refresh in June 16", "why": "More to do"}
    services.move_date(action, meeting=meeting, **steps, **by_now)
    asked = services.ask_for_date(action, becomes="June 2017", why="Staff left", **by_now)
    files = [("notes.txt", b"Ten cases")]
    update = services.post_update(action, words="Half way", files=files, **by_now)
    about_it = [
        "tell",
        "typing",
        "rate",
        "assure",
        "difference",
        "ask_date",
        "move_date",
        "first_date",
        "next_check",
        "confirm_date",
    ]
    return {f"plans:{name}": [action.pk] for name in about_it} | {
        "plans:step": [action.pk, 0],
        "plans:correct": [update.pk],
        "plans:evidence": [Evidence.objects.get(update=update).pk],
        "plans:answer_date": [asked.pk],
        "plans:dates": [stage.board.slug],
    }


def reworded(paper):
    paper.put("", ACTION, "", "Once more: ")


def of_the_shape(stage):
    """An issue stands in the plan, so there is nothing to take up again."""
    issue = stage.action.issue
    of_it = {f"plans:{name}_part": ["issue", issue.pk] for name in ("change", "move", "drop", "take_up")}
    return of_it | {
        "plans:change_plan": [stage.plan.pk],
        "plans:adopt": [stage.plan.pk],
        "plans:next_plan": [stage.plan.pk],
        "plans:close_plan": [stage.plan.pk],
        "plans:legend": [stage.plan.pk],
        "plans:public": [stage.plan.pk],
        "plans:mark_plan": [stage.plan.pk],
        "plans:read_over": [stage.plan.pk],
        "plans:proposal": [a_proposal(stage.plan, reworded).pk],
        "plans:add_part": ["issue", issue.pk, "action"],
        "plans:part": ["issue", issue.pk],
    }
