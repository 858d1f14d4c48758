"""Sets of standards: loaded from files, written on the web, published once and never altered."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from safeboard.assurance import drafting, services
from safeboard.assurance import standards_queries as queries
from safeboard.assurance.drafting import ready_scales
from safeboard.assurance.loading import NotASet, as_listings, as_yaml, load
from safeboard.assurance.models import SetVersion, StandardSet
from safeboard.assurance.outline import QuestionLine, faults_of, from_json
from safeboard.assurance.tests import factories as make
from safeboard.boards.models import SECTORS
from safeboard.core.listing import as_excel

pytestmark = pytest.mark.django_db
KEYS = frozenset(SECTORS)
SMALL = b"""name: Small
kind: mini
scales:
- code: s
  name: S
  points: [{key: a, label: A, worth: 0}, {key: b, label: B, worth: 1.5}]
standards:
- code: "1"
  title: One
  questions:
  - {code: "1.1", words: "Is it so?", scale: s}
"""


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def manager(board):
    client = Client()
    client.force_login(make.someone("business_manager", board))
    return client


def page(name, *args):
    return reverse(f"assurance:{name}", args=args)


@pytest.mark.parametrize("name", drafting.SAMPLE_FILES)
def test_each_sample_has_no_fault_and_can_be_published(board, name):
    loaded = load(drafting.sample_bytes(name), KEYS)
    assert loaded.faults == []
    version = services.publish(services.start_set(board, loaded.outline, **make.by_now()), **make.by_now())
    assert queries.outline_of(version) == loaded.outline


def test_section_11_has_eight_standards():
    assert len(load(drafting.sample_bytes("section-11"), KEYS).outline.standards) == 8


@pytest.mark.parametrize("name", drafting.SAMPLE_FILES)
@pytest.mark.parametrize("write", [as_yaml, lambda outline: as_excel(*as_listings(outline))])
def test_what_is_written_is_read_as_the_same_set(name, write):
    outline = load(drafting.sample_bytes(name), KEYS).outline
    assert load(write(outline), KEYS).outline == outline


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        (b"scale: s}", b"scale: t}", "Question 1.1, line 11: Name a scale of this set, not “t”"),
        (
            b'"Is it so?"',
            b'""',
            "Question 1.1, line 11: Give it a code of 30 characters or fewer, and its words",
        ),
        (b"kind: mini", b"kind: tiny", "The set: Choose what kind it is"),
        (b"key: b", b"key: a", "Scale s, line 4: Give each point a key of its own: “a” is there twice"),
        (b"worth: 1.5", b"worth: much", "The set: “worth” has to be a number"),
        (b"scale: s}", b"scale: s, sectors: [circus]}", "Question 1.1, line 11: Name sectors there are"),
        (
            b"scale: s}",
            b"answer: choice, choices: [Yes]}",
            "Question 1.1, line 11: Give it two choices or more",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(was, becomes, fault):
    assert was in SMALL
    faults = [str(one) for one in load(SMALL.replace(was, becomes), KEYS).faults]
    assert any(one.startswith(fault) or fault.split(": ", 1)[1] in one for one in faults), faults


def test_what_is_wrong_in_a_workbook_is_named_with_its_row():
    outline = load(SMALL, KEYS).outline
    outline.standards[0].questions.append(QuestionLine("1.2", "And this?", scale="none"))
    (fault,) = load(as_excel(*as_listings(outline)), KEYS).faults
    assert str(fault) == "Question 1.2, row 3: Name a scale of this set, not “none”"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"a: [",
        b"PK\x03\x04 not a workbook",
        b"standards: 3",
        b"- 1",
        b"!!python/object/apply:os.system [ls]",
        b"a: &x [1,2]\nb: [*x, *x]",
        b"[" * 5000,
        b"x" * (2 * 1024 * 1024 + 1),
    ],
    ids=range(10),
)
def test_what_is_no_set_ends_in_one_sentence(data):
    with pytest.raises(NotASet):
        load(data, KEYS)


def test_a_set_begins_with_a_sample_and_is_published_on_the_web(board, manager):
    made = manager.post(page("start", board.slug), {"begin": "section-11", "kind": "section11"})
    one = StandardSet.objects.get()
    assert made.url == page("draft", one.pk)
    assert "Senior leaders answer" in manager.get(made.url).content.decode()
    manager.post(page("publish", one.pk), {"seen": one.draft_number})
    assert SetVersion.objects.get().number == 1
    assert manager.get(page("draft", one.pk)).url == page("set", one.pk)


def test_a_question_is_added_changed_moved_and_removed(board, manager):
    one = services.start_set(board, load(SMALL, KEYS).outline, **make.by_now())

    def send(name, query="", **said):
        one.refresh_from_db()
        manager.post(page(name, one.pk) + query, {"seen": one.draft_number, **said})
        one.refresh_from_db()
        return [(line.code, line.words) for line in from_json(one.draft).standards[0].questions]

    new = {"code": "1.2", "words": "How many?", "kind": "number"}
    assert send("draft_question", "?standard=1", **new) == [("1.1", "Is it so?"), ("1.2", "How many?")]
    other = {**new, "words": "How many children?"}
    assert send("draft_question", "?standard=1&question=1.2", **other)[1] == ("1.2", "How many children?")
    up = {"standard": "1", "question": "1.2", "do": "up"}
    assert [code for code, _ in send("draft_act", **up)] == ["1.2", "1.1"]
    assert [code for code, _ in send("draft_act", **{**up, "do": "remove"})] == ["1.1"]


@pytest.mark.parametrize("code", ready_scales())
def test_a_scale_that_is_ready_is_offered_and_kept_as_it_stands(board, manager, code):
    one = services.start_set(board, load(SMALL, KEYS).outline, **make.by_now())
    address = page("draft_scale", one.pk)
    assert f'href="?ready={code}"' in manager.get(address).content.decode()
    form = manager.get(f"{address}?ready={code}").context["form"]
    manager.post(address, {name: form[name].value() for name in form.fields})
    one.refresh_from_db()
    outline = from_json(one.draft)
    assert outline.scales[-1] == ready_scales()[code]
    assert faults_of(outline, KEYS) == []


def test_two_who_write_a_draft_at_once_do_not_write_over_each_other(board, manager):
    one = services.start_set(board, load(SMALL, KEYS).outline, **make.by_now())
    act = {"seen": one.draft_number, "standard": "1", "question": "1.1", "do": "remove"}
    services.save_draft(one, load(SMALL, KEYS).outline, seen=one.draft_number, **make.by_now())
    sent = manager.post(page("draft_act", one.pk), act)
    assert "changed this draft meanwhile" in str(*manager.get(sent.url).context["messages"])
    one.refresh_from_db()
    assert len(from_json(one.draft).standards[0].questions) == 1


def test_a_draft_with_faults_is_not_published(board, manager):
    outline = load(SMALL.replace(b"scale: s}", b"scale: t}"), KEYS).outline
    one = services.start_set(board, outline, **make.by_now())
    assert "Name a scale" in manager.get(page("publish", one.pk)).content.decode()
    manager.post(page("publish", one.pk), {"seen": one.draft_number})
    with pytest.raises(ValidationError, match="Name a scale"):
        services.publish(one, **make.by_now())
    assert not SetVersion.objects.exists()


def test_the_next_version_says_what_is_different_and_the_first_stays(board, manager):
    one = services.start_set(board, load(SMALL, KEYS).outline, **make.by_now())
    first = services.publish(one, **make.by_now())
    manager.post(page("draft", one.pk))
    one.refresh_from_db()
    changed = load(SMALL.replace(b"Is it so?", b"Is it so today?"), KEYS).outline
    services.save_draft(one, changed, seen=one.draft_number, **make.by_now())
    one.refresh_from_db()
    assert manager.post(page("publish", one.pk), {"seen": one.draft_number}).status_code == 400
    manager.post(page("publish", one.pk), {"seen": one.draft_number, "what_changed": "Clearer."})
    shown = manager.get(page("set", one.pk)).context
    assert [line.words for line in shown["changes"]["reworded"]] == ["Is it so today?"]
    assert queries.outline_of(first).standards[0].questions[0].words == "Is it so?"


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_what_is_taken_away_can_be_put_in_place_of_a_draft(board, manager, kind):
    version = make.a_version(board)
    one = version.set
    taken = manager.get(page("version_file", one.pk, 1, kind)).content
    manager.post(page("draft", one.pk))
    manager.post(page("load_draft", one.pk), {"file": SimpleUploadedFile(f"set.{kind}", taken)})
    one.refresh_from_db()
    assert from_json(one.draft) == queries.outline_of(version)


@pytest.mark.parametrize("name", ["draft", "publish", "draft_standard", "draft_scale"])
def test_a_draft_is_only_for_those_who_run_assurance(board, name):
    one = services.start_set(board, load(SMALL, KEYS).outline, **make.by_now())
    client = Client()
    client.force_login(make.someone("chair", board))
    assert client.get(page(name, one.pk)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_boards_page_asks_as_often_for_three_sets_as_for_one(
    board, manager, count, django_assert_num_queries
):
    for number in range(count):
        make.issued(
            make.an_exercise(make.a_version(board, name=f"Set {number}"), title=f"E {number}"),
            make.an_agency(f"Agency {number}", board),
        )
    manager.get(page("assurance", board.slug))
    with django_assert_num_queries(10):
        manager.get(page("assurance", board.slug))
