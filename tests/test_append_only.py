"""What is recorded stays as recorded: in the ORM, and in the database behind it."""

import datetime
import uuid

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from safeboard.assurance.models import (
    Asking,
    Chosen,
    Exercise,
    Finding,
    Heard,
    Improvement,
    ImprovementStep,
    Judgement,
    Letter,
    OwnAssessment,
    OwnGap,
    OwnJudgement,
    Proof,
    ProofVersion,
    Question,
    ReminderMade,
    Reply,
    Return,
    Said,
    Sample,
    Scale,
    SentLetter,
    SetVersion,
    Signed,
    Standard,
    StandardSet,
    Step,
    Survey,
    SurveyGroup,
    Visit,
    VisitScore,
)
from safeboard.boards.models import Agency, BoardWas, Lead, LeadName, Meeting, MeetingWas, Term
from safeboard.boards.services import add_board
from safeboard.documents.models import Document, Reading
from safeboard.documents.services import keep
from safeboard.history import append_only
from safeboard.history.models import AppendOnly, Event, Refused
from safeboard.history.services import CommandLine
from safeboard.papers.models import Issued, IssuedFile, Paper
from safeboard.plans.models import (
    Action,
    Adoption,
    Assurance,
    Carried,
    Closing,
    DateAnswer,
    DateChange,
    DateConfirmed,
    DateRequest,
    Difference,
    Evidence,
    Issue,
    LegendMeaning,
    Marked,
    MilestoneMet,
    NextCheck,
    PaperStyle,
    PartChange,
    Plan,
    Priority,
    Proposal,
    ProposalAnswer,
    Update,
)
from safeboard.privacy.models import Erased, LetGo

NOON = datetime.datetime(2016, 3, 1, 12, tzinfo=datetime.UTC)
TODAY = NOON.date()
KEPT = {
    LeadName: "name",
    Term: "meaning",
    Update: "words",
    Marked: "marking",
    DateChange: "why",
    LegendMeaning: "meaning",
    PartChange: "why",
    Adoption: "words",
    Evidence: "link",
    Assurance: "words",
    Difference: "words",
    DateRequest: "why",
    DateAnswer: "why",
    MilestoneMet: "words",
    NextCheck: "why",
    Carried: "words",
    DateConfirmed: "words",
    Closing: "words",
    MeetingWas: "kind",
    BoardWas: "until",
    PaperStyle: "accent",
    ProposalAnswer: "what",
    Issued: "meeting_words",
    IssuedFile: "sha256",
    SetVersion: "words",
    Scale: "name",
    Standard: "title",
    Question: "words",
    ReminderMade: "messages",
    Said: "words",
    ProofVersion: "by_name",
    Signed: "signature",
    Step: "why",
    SentLetter: "by_name",
    Sample: "seed",
    Chosen: "reasons",
    ImprovementStep: "words",
    Judgement: "why",
    Asking: "words",
    Finding: "words",
    OwnJudgement: "words",
    OwnGap: "words",
    Visit: "words",
    VisitScore: "words",
    Heard: "value",
    Reply: "key",
    Event: "by_name",
    Erased: "by_name",
    LetGo: "rule",
}
"""What is kept as recorded, and a field of each."""


def one_of_each():
    board = add_board(name="Harrowmere", by=CommandLine(), at=NOON)
    known = {"recorded_at": NOON}
    said = known | {"effective_on": TODAY, "by_name": "X"}
    LeadName.objects.create(lead=Lead.objects.create(board=board, name="PPG"), name="Policy Group", **said)
    Term.objects.create(board=board, acronym="RAG", meaning="Red, amber, green", **said)
    meeting = Meeting.objects.create(board=board, date=TODAY)
    plan = Plan.objects.create(board=board, title="Plan", accepted_at=NOON)
    LegendMeaning.objects.create(plan=plan, position=0, rating="red", meaning="Off target", **known)
    priority = Priority.objects.create(plan=plan, position=0)
    issue = Issue.objects.create(priority=priority, position=0)
    action = Action.objects.create(issue=issue, position=0, words="Audit", **known)
    update = Update.objects.create(action=action, words="Begun", came="file", **said)
    Marked.objects.create(plan=plan, update_said=update, was="board", marking="public", by_name="X", **known)
    Evidence.objects.create(update=update, link="https://example.org/minutes", **known)
    Assurance.objects.create(update_said=update, action=action, words="Seen", ask_on=TODAY, **said)
    Difference.objects.create(action=action, answer="yes", words="Fewer wait", **said)
    request = DateRequest.objects.create(action=action, why="Late report", came="web", **said)
    DateAnswer.objects.create(request=request, agreed=True, why="Agreed", meeting=meeting, **said)
    DateChange.objects.create(action=action, why="Late report", effective_on=TODAY, **known)
    MilestoneMet.objects.create(action=action, position=0, words="Met", **said)
    NextCheck.objects.create(action=action, on=TODAY, why="After the audit", **said)
    PartChange.objects.create(plan=plan, action=action, becomes={"words": "Audit ten"}, why="More", **said)
    Adoption.objects.create(plan=plan, meeting=meeting, words="Agreed", **said)
    into = Action.objects.create(issue=issue, position=1, words="Audit on", **known)
    Carried.objects.create(action=action, into=into, words="Half done", **said)
    DateConfirmed.objects.create(action=into, words="It holds", **said)
    Closing.objects.create(plan=plan, words="Over", **said)
    MeetingWas.objects.create(meeting=meeting, date=TODAY, kind="Board", until=NOON)
    BoardWas.objects.create(board=board, check_every_months=3, until=NOON)
    document = Document.objects.create(board=board, name="edited.docx", size=1, added_at=NOON)
    reading = Reading.objects.create(document=document, outline={}, read_at=NOON)
    proposal = Proposal.objects.create(plan=plan, reading=reading, made_at=NOON)
    ProposalAnswer.objects.create(proposal=proposal, key="1", what="Left", taken=False, by_name="X", **known)
    style = PaperStyle.objects.create(board=board, accent="#003366", by_name="X", **known)
    a_paper(board, plan, style, known)
    a_return(board, document)
    Erased.objects.create(person=1, sign="x", by_name="X", at=NOON)
    LetGo.objects.create(rule="typing", count=1, at=NOON)


def a_return(board, document):
    """A set, an exercise of it, and a return with what the agency said and what the board made of it."""
    said = {"at": NOON, "by_name": "X"}
    own = StandardSet.objects.create(board=board, name="Section 11", kind="section11", made_at=NOON)
    version = SetVersion.objects.create(set=own, number=1, words="Answer", published_at=NOON)
    scale = Scale.objects.create(version=version, code="met", name="Met", points=[])
    standard = Standard.objects.create(version=version, code="1", place=1, title="Leaders")
    question = Question.objects.create(
        standard=standard, code="1.1", place=1, words="Met?", kind="score", scale=scale
    )
    exercise = Exercise.objects.create(
        board=board, version=version, title="2016", due_on=TODAY, made_at=NOON, made_by_name="X"
    )
    ReminderMade.objects.create(exercise=exercise, due_on=TODAY, made_at=NOON, messages=1)
    agency = Agency.objects.create(name="Police")
    to = Return.objects.create(
        exercise=exercise, agency=agency, sector="police", due_on=TODAY, issued_at=NOON
    )
    Said.objects.create(to=to, question=question, number=1, words="Known", **said)
    proof = Proof.objects.create(agency=agency, title="Policy")
    ProofVersion.objects.create(proof=proof, number=1, document=document, added_at=NOON, by_name="X")
    Signed.objects.create(to=to, signature="Chief", said=[], **said)
    Step.objects.create(to=to, what="sent_back", why="Say more", board=board, **said)
    about = {"to": to, "board": board, "question": question}
    Judgement.objects.create(**about, value="2", why="No audit", **said)
    Asking.objects.create(**about, from_board=True, words="How?", **said)
    Finding.objects.create(**about, words="No audit", **said)
    promised = {"words": "Name the lead", "owner": "Jo", "due": "June", "added_at": NOON}
    one = Improvement.objects.create(to=to, question=question, **promised)
    ImprovementStep.objects.create(improvement=one, what="added", **said)
    sample = Sample.objects.create(
        exercise=exercise, board=board, size=1, at_random=1, seed=1, rules=[], **said
    )
    Chosen.objects.create(sample=sample, agency=agency, reasons=["x"])
    visit = Visit.objects.create(to=to, board=board, on=TODAY, who="Two members", words="Seen", **said)
    VisitScore.objects.create(visit=visit, question=question, value="2", words="Seen")
    mine = OwnAssessment.objects.create(
        board=board, version=version, title="Autumn", begun_at=NOON, begun_by_name="X"
    )
    shown = {"to": mine, "question": question}
    OwnJudgement.objects.create(**shown, number=1, value="2", words="So", sure="ours", **said)
    OwnGap.objects.create(**shown, words="Missing", **said)
    survey = Survey.objects.create(
        board=board, version=version, title="Staff", closes_on=TODAY, made_at=NOON, made_by_name="X"
    )
    group = SurveyGroup.objects.create(survey=survey, name="Staff")
    Reply.objects.create(group=group, key=uuid.uuid4())
    Heard.objects.create(group=group, question=question, value="2")
    letter = Letter.objects.create(to=to, board=board, words={}, begun_at=NOON)
    SentLetter.objects.create(letter=letter, docx=document, pdf=document, **said)


def a_paper(board, plan, style, known):
    document = keep(b"A paper", name="paper.pdf", kind="pdf", board=board, by=CommandLine(), at=NOON)
    paper = Paper.objects.create(board=board, plan=plan, kind="plan", made_at=NOON, made_by_name="X")
    asked = {"paper": paper, "board": board, "plan": plan, "kind": "plan", "title": "Plan update", "said": {}}
    issued = Issued.objects.create(
        **asked, day=TODAY, known_at=NOON, restricted=False, style=style, by_name="X", **known
    )
    IssuedFile.objects.create(issued=issued, form="pdf", document=document, sha256=document.sha256, size=7)


def test_every_append_only_model_of_these_apps_is_tried_here():
    models = {model for model in apps.get_models() if issubclass(model, AppendOnly)}
    tried = ("boards", "plans", "papers", "assurance", "history", "privacy")
    assert {one for one in models if one._meta.app_label in tried} == set(KEPT)


@pytest.fixture(params=KEPT, ids=lambda model: model.__name__)
def kept(request, db):
    one_of_each()
    return request.param.objects.get() if request.param is not Event else Event.objects.first()


def a_field(model):
    return KEPT[model]


def test_saving_it_again_is_refused(kept):
    setattr(kept, a_field(type(kept)), "changed")
    with pytest.raises(Refused):
        kept.save()


def test_deleting_it_is_refused(kept):
    with pytest.raises(Refused):
        kept.delete()


@pytest.mark.parametrize("manager", ["objects", "_base_manager", "_default_manager"])
def test_no_queryset_changes_or_deletes_it(kept, manager):
    rows = getattr(type(kept), manager).all()
    field = a_field(type(kept))
    for attempt in (
        lambda: rows.update(**{field: "changed"}),
        lambda: rows.delete(),
        lambda: rows.bulk_update([kept], [field]),
        lambda: rows.update_or_create(pk=kept.pk, defaults={field: "changed"}),
        lambda: rows.filter(pk=kept.pk).update(**{field: F(field)}),
    ):
        with pytest.raises(Refused):
            attempt()


def test_the_database_refuses_to_change_it(kept):
    table, field = kept._meta.db_table, a_field(type(kept))
    with (
        pytest.raises(DatabaseError, match="kept as recorded"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET {field} = {field}")


def test_the_database_refuses_to_delete_it(kept):
    with (
        pytest.raises(DatabaseError, match="kept as recorded"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {kept._meta.db_table}")


def test_the_database_refuses_to_empty_or_replace_it(kept):
    table = kept._meta.db_table
    sql = {
        "postgresql": f"TRUNCATE {table} CASCADE",
        "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    }[connection.vendor]
    connection.check_constraints()  # PostgreSQL will not empty a table whose rows still wait for their check
    with (
        pytest.raises(DatabaseError, match="kept as recorded"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.django_db
def test_a_missing_trigger_is_noticed():
    table = Update._meta.db_table
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_no_update{on}")
    assert append_only.missing(connection) == [f"{table}_no_update"]


@pytest.mark.django_db
def test_rebuilding_the_table_in_a_migration_leaves_the_triggers_in_place():
    """SQLite rebuilds a table to alter a column, and drops its triggers with the old one."""
    with (
        connection.schema_editor(atomic=False)
        if connection.vendor == "postgresql"
        else _rebuilding() as editor
    ):
        editor._remake_table(Update) if connection.vendor == "sqlite" else None
    lost = append_only.missing(connection)
    call_command("migrate", verbosity=0)
    assert (bool(lost), append_only.missing(connection)) == (connection.vendor == "sqlite", [])


def _rebuilding():
    from django.db.backends.sqlite3.schema import DatabaseSchemaEditor

    editor = DatabaseSchemaEditor(connection, atomic=False)
    editor.deferred_sql = []

    class Opened:
        def __enter__(self):
            return editor

        def __exit__(self, *args):
            for sql in editor.deferred_sql:
                editor.execute(sql)

    return Opened()


@pytest.mark.django_db
def test_a_migration_that_cannot_put_them_back_fails(monkeypatch):
    monkeypatch.setattr(append_only, "_create", lambda vendor, table: [])
    with connection.cursor() as cursor:
        on = f" ON {Update._meta.db_table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {Update._meta.db_table}_no_delete{on}")
    with pytest.raises(ImproperlyConfigured, match="plans_update_no_delete"):
        append_only.install(connection)


@pytest.mark.django_db
def test_only_the_tests_flush_may_lift_them():
    with pytest.raises(PermissionError), append_only.lifted(connection, who="a clever admin"):
        pass
    assert append_only.missing(connection) == []


@pytest.mark.django_db
def test_flush_is_refused_outside_the_tests(settings):
    settings.TESTING = False
    with pytest.raises(CommandError, match="never empties"):
        call_command("flush", interactive=False)


@pytest.mark.django_db(transaction=True)
def test_the_tests_themselves_can_be_emptied():
    one_of_each()
    call_command("flush", interactive=False, verbosity=0)
    assert (Update.objects.count(), append_only.missing(connection)) == (0, [])
