"""Standards and exercises are read by the board and kept by who runs assurance; returns are read by those who moderate."""

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Proof, ProofUse
from safeboard.assurance.tests import factories as make
from safeboard.assurance.tests.survey_cast import a_survey, over, path_to
from tests.matrix.cast import ONLY_READ, anyone, on_it, signed_in

RUNS = {"GET": on_it(403, business_manager=200), "POST": on_it(403, business_manager=400)}

READ = {"GET": on_it(200), "POST": ONLY_READ}
MODERATORS = {"business_manager": 200, "chair": 200, "group_chair": 200}
MODERATE = {"GET": on_it(403, **MODERATORS), "POST": ONLY_READ}
ONLY_SENT = signed_in(405)

ANSWERS = {
    "assurance:assurance": READ,
    "assurance:start": RUNS,
    "assurance:set": READ,
    "assurance:version": READ,
    "assurance:version_file": READ,
    "assurance:draft": {"GET": on_it(403, business_manager=200), "POST": on_it(403, business_manager=302)},
    "assurance:draft_file": {"GET": on_it(403, business_manager=200), "POST": ONLY_READ},
    "assurance:load_draft": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=400)},
    "assurance:draft_standard": RUNS,
    "assurance:draft_question": {
        "GET": on_it(403, business_manager=404),
        "POST": on_it(403, business_manager=404),
    },  # without the standard that it is in
    "assurance:draft_scale": RUNS,
    "assurance:draft_act": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=404)},
    "assurance:publish": {"GET": on_it(403, business_manager=200), "POST": on_it(403, business_manager=302)},
    "assurance:prepare": RUNS,
    "assurance:exercise": READ,
    "assurance:own_question": RUNS,
    "assurance:agree": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:ask": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=400)},
    "assurance:ask_many": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=400)},
    "assurance:ask_no_more": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:issue": {"GET": on_it(403, business_manager=200), "POST": on_it(403, business_manager=302)},
    "assurance:remind": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:close": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:longer": RUNS,
    "assurance:returns_list": READ,
    "assurance:heat_map": MODERATE,
    "assurance:heat_list": MODERATE,
    "assurance:report": MODERATE,
    "assurance:visits": RUNS,
    "assurance:share": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:moderate": MODERATE,
    "assurance:panel": MODERATE,
    "assurance:judge": {
        "GET": on_it(403, **MODERATORS),
        "POST": on_it(403, **dict.fromkeys(MODERATORS, 400)),
    },
    "assurance:ask_about": {"GET": ONLY_SENT, "POST": on_it(403, **dict.fromkeys(MODERATORS, 400))},
    "assurance:finding": {
        "GET": on_it(403, business_manager=200),
        "POST": on_it(403, business_manager=400),
    },
    "assurance:accept": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:send_back": RUNS,
    "assurance:ask_peer": RUNS,
    "assurance:begin_letter": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:letter": RUNS,
    "assurance:look_at_letter": {"GET": on_it(403, business_manager=200), "POST": ONLY_READ},
    "assurance:send_letter": {
        "GET": on_it(403, business_manager=200),
        "POST": on_it(403, business_manager=302),
    },
    "assurance:letter_file": MODERATE,
    "assurance:improvements": {"GET": signed_in(404), "POST": signed_in(404)},
    "assurance:improvement_done": {"GET": signed_in(404), "POST": signed_in(404)},
    "assurance:closing_proof": MODERATE,
    "assurance:look_at_improvement": {
        "GET": on_it(403, **MODERATORS),
        "POST": on_it(403, **dict.fromkeys(MODERATORS, 400)),
    },
    "assurance:note_visit": {
        "GET": on_it(403, **MODERATORS),
        "POST": on_it(403, **dict.fromkeys(MODERATORS, 400)),
    },
    "assurance:begin_own": RUNS,
    "assurance:own_assessment": MODERATE,
    "assurance:own_descriptor": {
        "GET": on_it(403, **MODERATORS),
        "POST": on_it(403, business_manager=400),
    },
    "assurance:own_gap": RUNS,
    "assurance:own_paper": MODERATE,
    "assurance:close_own": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:link_evidence": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=400)},
    "assurance:unlink_evidence": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:use_as_evidence": {
        "GET": on_it(403, business_manager=404),
        "POST": on_it(403, business_manager=404),
    },  # without the page that is meant
    "assurance:begin_survey_set": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:prepare_survey": RUNS,
    "assurance:survey": {"GET": on_it(403, business_manager=200), "POST": ONLY_READ},
    "assurance:open_survey": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:close_survey": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:drop_survey": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
    "assurance:keep_survey_open": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=400)},
    "assurance:more_addresses": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=400)},
    "assurance:survey_addresses": {"GET": on_it(403, business_manager=200), "POST": ONLY_READ},
    "assurance:survey_code": {"GET": on_it(403, business_manager=200), "POST": ONLY_READ},
    "assurance:survey_results": {"GET": on_it(403, business_manager=200), "POST": ONLY_READ},
    "assurance:reply": {"GET": anyone(200), "POST": anyone(400)},
    "assurance:thanks": {"GET": anyone(200), "POST": anyone(405)},
    "assurance:feedback": {"GET": signed_in(404), "POST": ONLY_READ},
    "assurance:reply_about": {"GET": signed_in(404), "POST": signed_in(404)},
    "assurance:peer": {"GET": signed_in(404, reader=200), "POST": signed_in(404, reader=400)},
    "assurance:advise": {"GET": signed_in(404), "POST": signed_in(404)},
    "assurance:peer_evidence": {"GET": signed_in(404), "POST": ONLY_READ},  # before interests are declared
    "assurance:end_peer": {"GET": ONLY_SENT, "POST": on_it(403, business_manager=302)},
}
EXPECTED = {(name, method): answers for name, each in ANSWERS.items() for method, answers in each.items()}


def where(stage):
    board, other = stage.board, make.a_board("Eastmere")
    version = make.a_version(board)
    draft = services.start_set(board, make.an_outline(name="A draft"), **make.by_now())
    police, health = (
        make.an_agency("Harrow Police", board),
        make.an_agency("Harrow Health", board, sector="health"),
    )
    waiting = make.an_exercise(version, title="Next year")
    services.ask_agency(waiting, health, author_name="Jo", author_email="jo@health.example", **make.by_now())
    (to,) = make.issued(make.an_exercise(version, other), police)
    document = {"title": "Policy", "name": "policy.txt", "data": b"Read."}
    services.prove(to, questions_of(to)[0], **document, by=make.author_of(to), at=make.by_now()["at"])
    make.submitted(to)
    question = questions_of(to)[0].pk
    promised = {"words": "Name the lead", "owner": "Jo", "due": "June 2030"}
    one = services.add_improvement(to, questions_of(to)[0], **promised, **make.by_now())
    promised["owner"] = "Lee"  # the same again would be the same form sent twice
    shown = services.add_improvement(to, questions_of(to)[0], **promised, **make.by_now())
    services.say_done(shown, words="Read.", proof=Proof.objects.get(), **make.by_now())
    sent = services.begin_letter(to, board=board, **make.by_now())
    kept = services.send_letter(sent, **make.by_now())
    letter = services.begin_letter(to, board=board, **make.by_now())
    reader = stage.people["reader"]
    peer = services.ask_peer(to, board=board, agency=health, user=reader, **make.by_now())
    surveys, own = _surveys(board, version), _own(board)
    of_return, of_exercise = [to.pk, board.slug], [to.exercise_id, board.slug]
    return (
        _of_standards(board, version, draft)
        | surveys
        | own
        | {
            "assurance:prepare": [board.slug],
            "assurance:exercise": [waiting.pk],
            "assurance:agree": [waiting.pk],
            "assurance:own_question": [waiting.pk],
            "assurance:ask": [waiting.pk],
            "assurance:ask_many": [waiting.pk],
            "assurance:ask_no_more": [waiting.pk, health.pk],
            "assurance:issue": [waiting.pk],
            "assurance:remind": [to.exercise_id],
            "assurance:close": [to.exercise_id],
            "assurance:longer": [to.pk],
            "assurance:returns_list": [to.exercise_id, "csv"],
            **{
                f"assurance:{name}": of_return
                for name in ("moderate", "panel", "accept", "send_back", "ask_peer", "note_visit")
            },
            "assurance:begin_letter": of_return,
            **{f"assurance:{name}": [*of_return, question] for name in ("judge", "ask_about", "finding")},
            "assurance:heat_map": of_exercise,
            "assurance:visits": of_exercise,
            "assurance:heat_list": [*of_exercise, "csv"],
            "assurance:report": [*of_exercise, "html"],
            "assurance:share": [*of_exercise, other.pk],
            "assurance:letter": [letter.pk],
            "assurance:look_at_letter": [letter.pk, "docx"],
            "assurance:send_letter": [letter.pk],
            "assurance:letter_file": [kept.pk, "docx"],
            "assurance:feedback": [to.pk],
            "assurance:improvements": [to.pk],
            "assurance:improvement_done": [one.pk],
            "assurance:closing_proof": [shown.steps.get(what="done").pk],
            "assurance:look_at_improvement": [one.pk, board.slug],
            "assurance:reply_about": [to.pk, board.slug, question],
            "assurance:peer": [peer.pk],
            "assurance:advise": [peer.pk, question],
            "assurance:peer_evidence": [peer.pk, ProofUse.objects.get(to=to).pk],
            "assurance:end_peer": [peer.pk],
        }
    )


def _own(board):
    version = make.a_version(board, kind="inspection", name="Inspection")
    mine = services.begin_own(version, title="Autumn", **make.by_now())
    question = version.standards.get().questions.first()
    shows = services.link_evidence(
        mine, question, kind="Elsewhere", title="A report", address="https://example.org/", **make.by_now()
    )
    descriptor = [mine.pk, question.pk]
    return {
        "assurance:begin_own": [board.slug],
        "assurance:use_as_evidence": [board.slug],
        "assurance:own_assessment": [mine.pk],
        "assurance:close_own": [mine.pk],
        "assurance:own_paper": [mine.pk, "html"],
        "assurance:unlink_evidence": [shows.pk],
        **{f"assurance:{name}": descriptor for name in ("own_descriptor", "own_gap", "link_evidence")},
    }


def _surveys(board, version):
    open_to_all, waiting = a_survey(version, "Staff"), a_survey(version, "Staff", opened=False)
    closed, once = over(a_survey(version, "Staff")), a_survey(version, ("Staff", 2, None), one_time=True)
    group = open_to_all.groups.get()
    return {
        "assurance:prepare_survey": [board.slug],
        "assurance:survey": [open_to_all.pk],
        "assurance:open_survey": [waiting.pk],
        "assurance:drop_survey": [open_to_all.pk],
        "assurance:close_survey": [open_to_all.pk],
        "assurance:keep_survey_open": [open_to_all.pk],
        "assurance:more_addresses": [once.pk, once.groups.get().pk],
        "assurance:survey_addresses": [once.pk, "csv"],
        "assurance:survey_code": [open_to_all.pk, group.pk],
        "assurance:survey_results": [closed.pk, "html"],
        "assurance:reply": [path_to(group).split("/")[2]],
    }


def _of_standards(board, version, draft):
    of_draft = (
        "draft",
        "load_draft",
        "draft_standard",
        "draft_scale",
        "draft_act",
        "publish",
        "draft_question",
    )
    return {
        "assurance:assurance": [board.slug],
        "assurance:start": [board.slug],
        "assurance:set": [version.set_id],
        "assurance:version": [version.set_id, 1],
        "assurance:begin_survey_set": [version.set_id],
        "assurance:version_file": [version.set_id, 1, "yaml"],
        **{f"assurance:{name}": [draft.pk] for name in of_draft},
        "assurance:draft_file": [draft.pk, "yaml"],
    }
