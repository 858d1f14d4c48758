"""A link's pages answer whoever holds the link, and only for the lead it was made for."""

from django.utils import timezone

from safeboard.rounds import services
from safeboard.rounds.models import Addressee
from tests.matrix.cast import ONLY_READ, anyone, on_it, signed_in

READ = {"GET": on_it(200), "POST": ONLY_READ}
ONLY_SENT = {"GET": signed_in(405), "POST": on_it(403, business_manager=302)}
FORM = {"GET": on_it(403, business_manager=200), "POST": on_it(403, business_manager=400)}

ANSWERS = {
    "rounds:rounds": READ,
    "rounds:rounds_list": READ,
    "rounds:rows_list": READ,
    "rounds:people_list": {"GET": on_it(403, business_manager=200, chair=200), "POST": ONLY_READ},
    "rounds:open": FORM,
    "rounds:round": READ,
    "rounds:close": ONLY_SENT,
    "rounds:ask_newcomers": ONLY_SENT,
    "rounds:revoke": ONLY_SENT,
    "rounds:new_link": ONLY_SENT,
    "rounds:reply": FORM,
    "rounds:link": {"GET": anyone(200), "POST": anyone(405)},
    "rounds:answer": {"GET": anyone(200), "POST": anyone(400)},
    "rounds:typing": {"GET": anyone(405), "POST": anyone(204)},
    # The first who says it takes the link from all that come after.
    "rounds:not_me": {"GET": anyone(405), "POST": anyone(410) | {"signed out": 200}},
    "rounds:no_reminders": {"GET": anyone(405), "POST": anyone(302)},
}
EXPECTED = {(name, method): answers for name, each in ANSWERS.items() for method, answers in each.items()}


def where(stage):
    lead, slug, round = stage.people["lead"], stage.board.slug, stage.round
    addressee = Addressee.objects.select_related("round", "link").get(round=round, user=lead)
    reply = services.answer(addressee, stage.action, said={"words": "Well"}, by=lead, at=timezone.now())
    return {
        "rounds:rounds": [slug],
        "rounds:rounds_list": [slug, "csv"],
        "rounds:rows_list": [round.pk, "csv"],
        "rounds:people_list": [round.pk, "csv"],
        "rounds:open": [slug],
        "rounds:round": [round.pk],
        "rounds:close": [round.pk],
        "rounds:ask_newcomers": [round.pk],
        "rounds:revoke": [addressee.pk],
        "rounds:new_link": [addressee.pk],
        "rounds:reply": [reply.pk],
        "rounds:link": [stage.token],
        "rounds:answer": [stage.token, stage.action.pk],
        "rounds:typing": [stage.token, stage.action.pk],
        "rounds:not_me": [stage.token],
        "rounds:no_reminders": [stage.token],
    }
