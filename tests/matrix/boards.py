import datetime

from django.utils import timezone

from safeboard.boards.models import Lead
from safeboard.boards.services import add_meeting, add_term
from safeboard.plans.tests import factories as make
from tests.matrix.cast import ONLY_READ, on_it, signed_in

KEPT = {"GET": on_it(403, business_manager=200), "POST": on_it(403, business_manager=400)}
READ = {"GET": on_it(200), "POST": ONLY_READ}

ANSWERS = {
    "boards:people": READ,
    "boards:invite": KEPT,
    "boards:seat": KEPT,
    "boards:end_seat": KEPT,
    "boards:invite_again": {"GET": signed_in(405), "POST": on_it(403, business_manager=302)},
    "boards:my_seat": {"GET": on_it(200), "POST": on_it(302)},
    "boards:leads": READ,
    "boards:lead": KEPT,
    "boards:meetings": READ,
    "boards:add_meeting": KEPT,
    "boards:meeting": KEPT,
    "boards:glossary": READ,
    "boards:add_term": KEPT,
    "boards:strike_term": {"GET": on_it(403, business_manager=200), "POST": on_it(403, business_manager=302)},
    "boards:settings": KEPT,
    "boards:themes": {"GET": on_it(403, business_manager=200), "POST": on_it(403, business_manager=302)},
    **{f"boards:{name}_list": READ for name in ("people", "leads", "meetings", "glossary")},
}
EXPECTED = {(name, method): answers for name, each in ANSWERS.items() for method, answers in each.items()}


def where(stage):
    slug, seat = stage.board.slug, stage.people["member"].seats.get()
    day = timezone.localdate() + datetime.timedelta(days=30)
    meeting = add_meeting(board=stage.board, date=day, **make.by_now())
    term = add_term(board=stage.board, acronym="CSE", meaning="Child sexual exploitation", **make.by_now())
    on_the_board = ["people", "invite", "my_seat", "leads", "meetings", "add_meeting", "glossary", "add_term"]
    return {f"boards:{name}": [slug] for name in [*on_the_board, "settings", "themes"]} | {
        **{f"boards:{name}_list": [slug, "csv"] for name in ("people", "leads", "meetings", "glossary")},
        "boards:seat": [seat.pk],
        "boards:end_seat": [seat.pk],
        "boards:invite_again": [seat.pk],
        "boards:lead": [Lead.objects.filter(board=stage.board).first().pk],
        "boards:meeting": [meeting.pk],
        "boards:strike_term": [term.pk],
    }
