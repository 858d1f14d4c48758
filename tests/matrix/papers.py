"""Drafts are for those who prepare papers; what is issued is for the whole board."""

from safeboard.papers import services
from safeboard.papers.models import Paper
from safeboard.plans.tests import factories as make
from tests.matrix.cast import ONLY_READ, on_it

FORM = {"GET": on_it(403, business_manager=200), "POST": on_it(403, business_manager=400)}
DONE = {"GET": on_it(403, business_manager=200), "POST": on_it(403, business_manager=302)}

ANSWERS = {
    "papers:papers": {"GET": on_it(200), "POST": ONLY_READ},
    "papers:prepare": {"GET": on_it(403, business_manager=200), "POST": ONLY_READ},
    "papers:prepare_kind": FORM,
    "papers:style": {"GET": on_it(403, business_manager=200), "POST": on_it(403, business_manager=302)},
    "papers:paper": {"GET": on_it(200), "POST": ONLY_READ},
    "papers:change": DONE,
    "papers:look": {"GET": on_it(403, business_manager=200), "POST": ONLY_READ},
    "papers:issue": DONE,
    "papers:discard": DONE,
    "papers:replace": FORM,
    "papers:file": {"GET": on_it(200), "POST": ONLY_READ},
    "papers:again": {"GET": on_it(403, business_manager=200), "POST": ONLY_READ},
}
EXPECTED = {(name, method): answers for name, each in ANSWERS.items() for method, answers in each.items()}


def where(stage):
    issued, draft = a_paper(stage.plan, "First"), a_paper(stage.plan, "Second")
    services.issue_paper(issued, **make.by_now())
    assert Paper.objects.get(pk=issued.pk).state == "issued"
    return {
        "papers:papers": [stage.board.slug],
        "papers:prepare": [stage.board.slug],
        "papers:prepare_kind": [stage.board.slug, "pack"],
        "papers:style": [stage.board.slug],
        "papers:paper": [issued.pk],
        "papers:change": [draft.pk],
        "papers:look": [draft.pk, "html"],
        "papers:issue": [draft.pk],
        "papers:discard": [draft.pk],
        "papers:replace": [issued.pk],
        "papers:file": [issued.pk, "html"],
        "papers:again": [issued.pk, "html"],
    }


def a_paper(plan, title):
    return services.prepare_paper(plan, kind="exceptions", title=title, **make.by_now())
