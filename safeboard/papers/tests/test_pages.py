import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.papers import services
from safeboard.papers.models import IssuedFile, Paper
from safeboard.plans.models import PaperStyle
from safeboard.plans.tests import factories as make

pytestmark = pytest.mark.django_db


def a_png():
    """Four red dots."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    dots = zlib.compress(b"".join(b"\0" + b"\xff\0\0" * 2 for _ in range(2)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


PNG = a_png()
DAMAGED = PNG[:45] + bytes([PNG[45] ^ 255]) + PNG[46:]


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def plan(board):
    return make.a_plan(board)


def client_of(role, board):
    client = Client()
    client.force_login(make.someone(role, board))
    return client


@pytest.fixture
def manager(board):
    return client_of("business_manager", board)


def page(name, *args):
    return reverse(f"papers:{name}", args=args)


def issued(plan, **more):
    paper = services.prepare_paper(plan, **{"kind": "exceptions", **more}, **make.by_now())
    services.issue_paper(paper, **make.by_now())
    return Paper.objects.get(pk=paper.pk)


ASKED = {"title": "What is late", "author": "Morgan Hale", "purpose": "assurance"}


def test_the_manager_prepares_a_paper_looks_at_it_and_issues_it(manager, board, plan):
    made = manager.post(page("prepare_kind", board.slug, "exceptions"), ASKED)
    paper = Paper.objects.get()
    assert made.headers["Location"] == page("paper", paper.pk)
    draft = manager.get(page("look", paper.pk, "html"))
    assert draft.content.count(b">Draft<") == 1
    manager.post(page("issue", paper.pk))
    file = manager.get(page("file", paper.pk, "html"))
    kept = IssuedFile.objects.get(form="html")
    assert (file.headers["ETag"], len(file.content)) == (f'"{kept.sha256}"', kept.size)
    assert b"Draft" not in file.content


def test_a_second_press_issues_nothing_more_and_says_so(manager, plan):
    paper = services.prepare_paper(plan, kind="exceptions", **make.by_now())
    manager.post(page("issue", paper.pk))
    again = manager.post(page("issue", paper.pk), follow=True)
    assert [str(one) for one in again.context["messages"]][-1] == services.ISSUED_ALREADY
    assert IssuedFile.objects.filter(form="pdf").count() == 1


@pytest.mark.parametrize(
    ("kind", "said", "field", "sentence"),
    [
        ("pack", {}, "chosen", "Choose at least one paper for the pack"),
        ("lead", {"lead": "999999"}, "lead", "Choose from the list"),
        ("exceptions", {"meeting": "999999"}, "meeting", "Choose a meeting from the list"),
    ],
)
def test_a_slip_is_explained_and_nothing_is_kept(manager, board, plan, kind, said, field, sentence):
    response = manager.post(page("prepare_kind", board.slug, kind), ASKED | said)
    assert (response.status_code, response.context["form"].errors[field]) == (400, [sentence])
    assert error_pattern_faults(response.content.decode()) == []
    assert Paper.objects.count() == 0


def test_a_board_without_a_plan_is_told_to_bring_one_in(board):
    shown = client_of("business_manager", board).get(page("prepare", board.slug))
    assert b"The board has no plan yet." in shown.content


def test_a_reader_finds_what_was_issued_and_no_draft(board, plan):
    services.prepare_paper(plan, kind="plan", title="Not yet", **make.by_now())
    issued(plan, title="As the board saw it")
    shown = client_of("reader", board).get(page("papers", board.slug))
    assert ([one.paper.title for one in shown.context["issued"]], shown.context["drafts"]) == (
        ["As the board saw it"],
        [],
    )


def test_a_paper_with_restricted_things_is_hidden_from_those_who_may_not_read_them(board, plan):
    paper = issued(plan, restricted=True)
    reader, member = client_of("reader", board), client_of("member", board)
    assert [one.paper for one in reader.get(page("papers", board.slug)).context["issued"]] == []
    answers = [client.get(page("file", paper.pk, "pdf")).status_code for client in (reader, member)]
    assert answers == [403, 200]


def test_another_boards_paper_is_as_if_it_were_not_there(plan):
    paper = issued(plan)
    stranger = client_of("business_manager", make.a_board("Aldermoor"))
    assert [stranger.get(page(name, paper.pk)).status_code for name in ("paper", "replace")] == [404, 404]


def test_a_discarded_draft_is_gone_from_every_page(manager, board, plan):
    paper = services.prepare_paper(plan, kind="exceptions", **make.by_now())
    manager.post(page("discard", paper.pk))
    assert (
        manager.get(page("papers", board.slug)).context["drafts"],
        manager.get(page("paper", paper.pk)).status_code,
    ) == (
        [],
        404,
    )


def test_a_replaced_paper_says_by_which_and_why(manager, plan):
    first = issued(plan)
    manager.post(page("replace", first.pk), ASKED | {"why": "A date was wrong."})
    second = Paper.objects.get(replaces=first)
    manager.post(page("issue", second.pk))
    assert manager.get(page("paper", first.pk)).context["replaced_by"] == second
    assert (second.why, manager.get(page("file", first.pk, "pdf")).status_code) == ("A date was wrong.", 200)


def test_a_draft_as_a_web_page_may_do_nothing_but_show_itself(manager, plan):
    paper = services.prepare_paper(plan, kind="exceptions", **make.by_now())
    policy = manager.get(page("look", paper.pk, "html")).headers["Content-Security-Policy"].split("; ")
    assert [rule.split("'sha256-")[0] for rule in policy] == [
        "default-src 'none'",
        "style-src ",
        "img-src data:",
        "frame-ancestors 'none'",
        "sandbox",
    ]


@pytest.mark.parametrize(
    ("kind", "chosen", "hints"),
    [("public", [], 1), ("pack", ["plan", "public"], 1), ("pack", ["plan"], 0), ("plan", [], 0)],
)
def test_a_draft_that_the_public_will_read_names_what_to_look_at(manager, plan, kind, chosen, hints):
    paper = services.prepare_paper(plan, kind=kind, chosen=chosen, **make.by_now())
    assert len(manager.get(page("paper", paper.pk)).context["hints"]) == hints


def test_a_form_the_kind_does_not_have_is_not_there(manager, plan):
    paper = services.prepare_paper(plan, kind="public", **make.by_now())
    assert manager.get(page("look", paper.pk, "xlsx")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_many_questions_whatever_is_on_it(
    django_assert_num_queries, manager, board, plan, count
):
    for number in range(count):
        issued(plan)
        services.prepare_paper(plan, kind="plan", title=f"Paper {number}", **make.by_now())
    with django_assert_num_queries(7):
        shown = manager.get(page("papers", board.slug))
    assert (len(shown.context["issued"]), len(shown.context["drafts"])) == (count, count)


# --- How papers look ---

LOOK = {"accent": "#003366", "notes": "2", "amber": "#ffe08a", "column_1": "issue", "column_2": "action"}


def test_how_papers_look_is_kept_as_a_new_row_and_holds_for_the_plans_own_downloads(manager, board, plan):
    manager.post(page("style", board.slug), LOOK)
    style = PaperStyle.objects.get()
    assert (style.accent, style.notes, style.tints, style.columns) == (
        "#003366",
        2,
        {"amber": "#ffe08a"},
        ["issue", "action"],
    )
    shown = manager.get(reverse("plans:paper", args=[plan.pk, "html"])).content
    assert (b"Completion" in shown, b"#003366" in shown) == (False, True)


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        (
            {"accent": "#ffff00"},
            "accent",
            "Choose a darker colour: headings in this one are hard to read on white",
        ),
        ({"accent": "blue"}, "accent", "Enter a colour as # and six figures, such as #1d2b3a"),
        ({"red": "#00ff00"}, "red", "Choose a colour that everybody would call red"),
        ({"red": "#8b0000"}, "red", "Choose a paler colour: words on this one are hard to read"),
        ({"notes": "many"}, "notes", "Enter a number"),
        ({"column_2": "issue"}, "column_1", "Choose each column once"),
    ],
)
def test_a_look_that_would_be_hard_to_read_is_refused(manager, board, said, field, sentence):
    response = manager.post(page("style", board.slug), LOOK | said)
    assert (response.status_code, response.context["form"].errors[field]) == (400, [sentence])
    assert PaperStyle.objects.count() == 0


def test_a_logo_is_a_picture_and_says_whose_it_is(manager, board):
    wrong = manager.post(
        page("style", board.slug), {"logo": SimpleUploadedFile("logo.png", b"<svg/>"), "logo_words": "X"}
    )
    assert wrong.context["form"].errors["logo"] == ["Choose a PNG or JPEG picture"]
    damaged = manager.post(page("style", board.slug), {"logo": SimpleUploadedFile("logo.png", DAMAGED)})
    assert damaged.context["form"].errors["logo"] == [
        "This picture is damaged: save it anew as PNG or JPEG, and choose that"
    ]
    nameless = manager.post(page("style", board.slug), {"logo": SimpleUploadedFile("logo.png", PNG)})
    assert nameless.context["form"].errors["logo_words"] == [
        "Enter whose logo it is, for those who do not see it"
    ]
    manager.post(
        page("style", board.slug), {"logo": SimpleUploadedFile("logo.png", PNG), "logo_words": "Harrowmere"}
    )
    assert PaperStyle.objects.get().logo.kind == "png"


def test_the_logo_stands_in_every_form(manager, board, plan):
    manager.post(
        page("style", board.slug), {"logo": SimpleUploadedFile("logo.png", PNG), "logo_words": "Harrowmere"}
    )
    paper = issued(plan)
    assert manager.get(page("file", paper.pk, "html")).content.count(b"data:image/png;base64") == 1
    assert {file.form for file in IssuedFile.objects.filter(issued__paper=paper)} == {
        "pdf",
        "docx",
        "xlsx",
        "html",
    }
