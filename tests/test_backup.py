"""A backup holds everything, and restoring it gives everything back, on either database."""

import datetime
import hashlib
import io
import json
import zipfile

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from safeboard.api import services as api
from safeboard.assurance import services as assurance
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Asking, Finding, Judgement, JudgementsShared, Peer, ReminderMade
from safeboard.assurance.services.own import ELSEWHERE
from safeboard.assurance.tests import factories as make
from safeboard.assurance.tests.survey_cast import a_survey, heard
from safeboard.boards.models import Agency, Board, Group, Meeting, Membership, Post, Theme
from safeboard.boards.newcomers import let_in
from safeboard.boards.services import add_term, change_meeting, change_settings, rename_lead
from safeboard.documents.models import Document
from safeboard.documents.services import keep_reading
from safeboard.history import append_only
from safeboard.history.services import CommandLine
from safeboard.home import keeping, restoring
from safeboard.home.keeping import back_up, kept_models
from safeboard.home.restoring import NotRestored, restore
from safeboard.outbox.services import log_opening
from safeboard.papers import services as papers
from safeboard.people import sealing
from safeboard.people.services import add_person
from safeboard.plans import bringing_in, services
from safeboard.plans.models import Action, DateChange, Milestone, MilestoneMet, Outcome, Plan, Update
from safeboard.plans.outline import to_json
from safeboard.plans.reading import read_plan
from safeboard.plans.services import withdraw_plan
from safeboard.plans.services.styling import set_style
from safeboard.privacy import services as privacy
from safeboard.privacy.models import LetGo
from safeboard.rounds import services as rounds
from tests.running import PLAN, run

pytestmark = pytest.mark.django_db(transaction=True)

BY = CommandLine()
AT = datetime.datetime(2016, 3, 1, 12, 30, 15, 123456, tzinfo=datetime.UTC)
TODAY = AT.date()


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ERASED_LIST = tmp_path / "erased.jsonl"
    return settings.MEDIA_ROOT


def a_record():
    """A little of everything that could get lost on the way: times, null, JSON, ties between many, other alphabets."""
    plan = bringing_in.bring_in(
        PLAN, name="plan.html", outline=read_plan(PLAN), board="Harrowmere", by=BY, at=AT
    )
    board = plan.board
    manager, _ = let_in(
        email="jo@example.org", name="Zoë 李", board=board, role="business_manager", by=BY, at=AT, today=TODAY
    )
    seat = manager.seats.get()
    seat.answers_for.set(board.leads.all())
    deputy, _ = let_in(
        email="di@example.org", name="Di", board=board, role="reader", by=BY, at=AT, today=TODAY
    )
    deputy.seats.update(deputises_for=seat, ends=TODAY)
    plan.priorities.get().themes.add(Theme.objects.create(board=board, name="Neglect"))
    board.leads.update(group=Group.objects.create(board=board, name="Quality Group"))
    Post.objects.create(board=board, name="Chair")
    Membership.objects.create(board=board, agency=Agency.objects.create(name="Police"), starts=TODAY)
    Outcome.objects.create(priority=plan.priorities.get(), position=0, words="Children are safer")
    action = Action.objects.first()
    Milestone.objects.create(action=action, position=0, earliest=TODAY, latest=TODAY)
    meeting = Meeting.objects.create(board=board, date=TODAY)
    DateChange.objects.create(
        action=action, why='"Late"\nreport\u2028', meeting=meeting, effective_on=TODAY, recorded_at=AT
    )
    withdrawn = bringing_in.bring_in(
        PLAN, name="plan.html", outline=read_plan(PLAN), board=board, by=BY, at=AT, again=True
    )
    withdraw_plan(withdrawn, why="Came twice", by=manager, at=AT)
    _worked(action, meeting, manager=manager, other=deputy)
    _sign_in_rows(manager)
    api.make_token(seat, name="Dashboard", by=manager, at=AT)
    api.make_feed(user=manager, board=board, by=manager, at=AT)
    return board


def _worked(action, meeting, *, manager, other):
    """One row of everything that people add when they work a plan."""
    plan, by = action.plan, {"by": manager, "at": AT}
    services.adopt_plan(plan, meeting=meeting, **by)
    MilestoneMet.objects.create(
        action=action, position=0, by=manager, by_name="Zoë", effective_on=TODAY, recorded_at=AT
    )
    services.ask_for_date(action, becomes="June 2030", why="Later", **by)
    services.agree_date(action.date_requests.get(), meeting=meeting, **by)
    services.change_part(action, changes={"words": "Audit ñ", "leads": ["Quality Group", "Neu"]}, **by)
    proofs = {"files": [("minutes.txt", b"Seen")], "links": ["https://example.org/minutes"]}
    services.post_update(action, words="Done", complete=True, evidence="Minutes", **proofs, **by)
    services.mark_public(plan, updates=[(action.updates.first(), True)], **by)
    services.assure(action, words="Seen", by=other, at=AT)
    services.say_difference(action, answer="partly", words="Fewer wait", **by)
    dateless = services.add_action(action.issue, words="Ask children", leads=["Training Group"], **by)
    services.set_next_check(dateless, on=TODAY, **by)
    services.keep_typing(dateless, who="user 1", data={"words": "Half a sen"}, at=AT)
    _asked(plan, person=manager, **by)
    add_term(board=plan.board, acronym="MASH", meaning="A hub", **by)
    rename_lead(plan.board.leads.first(), name="Renamed", effective_on=TODAY, **by)
    _papers(plan, meeting, **by)
    _gone_through(plan, **by)
    _of_itself(plan, **by)
    _let_go()
    _a_new_year(plan, dateless, meeting, **by)
    _a_return(plan, **by)


def _papers(plan, meeting, **by):
    """How papers look, one that was issued and one that replaces it."""
    set_style(plan.board, accent="#003366", notes=2, **by)
    first = papers.prepare_paper(plan, kind="exceptions", meeting=meeting, **by)
    papers.issue_paper(first, **by)
    first.refresh_from_db()
    papers.prepare_paper(plan, kind="exceptions", replaces=first, why="A date was wrong.", **by)


def _a_return(plan, *, by, at):
    """Two exercises, so that an answer and its evidence were carried, and what boards made of the first return."""
    board, by_at = plan.board, {"by": by, "at": at}
    police = make.an_agency("Harrow Police", board)
    version = make.a_version(board)
    (to,) = make.issued(make.an_exercise(version, board, signatures=["Chief"]), police)
    make.colleague(to, version.standards.get())
    chief, question = make.signatory(to, "Chief"), questions_of(to)[0]
    assurance.prove(to, question, title="Policy", name="policy.txt", data=b"Seen", **by_at)
    make.answered(to)
    assurance.sign(to, signature="Chief", by=chief, at=at)
    assurance.submit(to, **by_at)
    about = {"to": to, "board": board, "question": question, "by_name": "X", "at": at}
    Judgement.objects.create(**about, value="1", why="No audit")
    Asking.objects.create(**about, from_board=True, words="How?")
    Finding.objects.create(**about, words="No audit").themes.add(Theme.objects.get())
    assurance.draw_sample(to.exercise, board=board, size=1, at_random=0, **by_at)
    assurance.add_improvement(to, question, words="Name the lead", owner="Jo", due="June 2030", **by_at)
    assurance.send_letter(assurance.begin_letter(to, board=board, **by_at), **by_at)
    asked = {"asked_at": at, "asked_by_name": "X"}
    Peer.objects.create(to=to, board=board, agency=police, user=chief, **asked)
    shared = {"said_at": at, "said_by_name": "X"}
    JudgementsShared.objects.create(exercise=to.exercise, board=board, reader=board, **shared)
    ReminderMade.objects.create(exercise=to.exercise, due_on=TODAY, made_at=at, messages=1)
    scores = {question.pk: ("1", "No audit was there")}
    assurance.note_visit(to, board=board, on=TODAY, who="Di", scores=scores, **by_at)
    heard(a_survey(version, "Nurses").groups.get(), "1", "1", "1")
    make.issued(make.an_exercise(version, board, title="Later"), police)


def _of_itself(plan, **by):
    """The board judges itself by one descriptor, shows it by a page elsewhere, and raises what is missing."""
    assessment = assurance.begin_own(make.a_version(plan.board, name="Inspection"), title="Autumn", **by)
    descriptor = assessment.version.standards.get().questions.first()
    assurance.judge_own(assessment, descriptor, value="1", words="By ñ", sure="belief", **by)
    page = {"kind": ELSEWHERE, "title": "Ofsted", "address": "https://example.org/"}
    assurance.link_evidence(assessment, descriptor, **page, **by)
    missing = {"issue": plan.priorities.get().issues.first(), "words": "An audit", "action": "Audit it"}
    assurance.raise_gap(assessment, descriptor, **missing, **by)


def _let_go():
    """Somebody who left long ago is erased, and what they had begun to type was too old."""
    gone = add_person(email="gone@example.org", name="Gone Long Ago", by=BY, at=AT)
    privacy.erase(gone, by=BY, at=AT)
    LetGo.objects.create(rule="typing", count=1, at=AT)


def _gone_through(plan, **by):
    """The plan's own file once more, with other words that were left."""
    file = read_plan(PLAN.replace(b"Ask children", b"Ask all children"))
    reading = keep_reading(plan.reading.document, outline=to_json(file), **by)
    services.finish_proposal(services.make_proposal(plan, reading, base={}, **by), **by)


def _a_new_year(plan, unfinished, meeting, **by):
    """What is unfinished goes on, and the old plan is closed. A meeting and a setting are put right."""
    others = Action.objects.filter(issue__priority__plan=plan, now_done=False).exclude(pk=unfinished.pk)
    drop = dict.fromkeys(others.values_list("pk", flat=True), "Over")
    years = {"title": "The next plan", "starts": None, "ends": None}
    into = services.start_next_plan(plan, carry=[unfinished.pk], drop=drop, **years, **by)
    services.confirm_date(Action.objects.get(issue__priority__plan=into), **by)
    services.close_plan(plan, **by)
    days = {"updates_by": None, "papers_by": None}
    change_meeting(meeting, date=meeting.date, kind="Executive", **days, **by)
    change_settings(plan.board, check_every_months=4, difference_after_months=6, **by)


def _asked(plan, *, person, by, at):
    """A round, an answer that waited for a look, and a reminder."""
    meeting = Meeting.objects.create(board=plan.board, date=TODAY + datetime.timedelta(days=21))
    days = {"updates_by": TODAY + datetime.timedelta(days=7), "closes_on": meeting.date, "reminders": [-2]}
    round = rounds.open_round(
        plan, meeting=meeting, asks="everything", waits_for_look=True, **days, by=by, at=at
    )
    addressee = round.addressees.get(user=person)
    rounds.remind(round, by=by, at=at + datetime.timedelta(days=7))
    log_opening(addressee.link, at=at, method="GET", agent="A mail scanner")
    asked = addressee.asked.first()
    reply = rounds.answer(addressee, asked.action, said={"words": "Half of it"}, by=person, at=at)
    rounds.let_in(reply, by=by, at=at)


def _sign_in_rows(person):
    """What allauth keeps, and what it could."""
    Authenticator.objects.create(
        user=person, type="totp", data={"secret": sealing.encrypt("A")}, created_at=AT
    )
    account = SocialAccount.objects.create(
        user=person, provider="harrow", uid="1", last_login=AT, date_joined=AT
    )
    app = SocialApp.objects.create(
        provider="openid_connect", provider_id="harrow", name="Harrow", client_id="s"
    )
    SocialToken.objects.create(account=account, app=app, token="t")
    address = EmailAddress.objects.create(user=person, email=person.email)
    EmailConfirmation.objects.create(email_address=address, key="k", created=AT)


@pytest.fixture
def record():
    return a_record()


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker, tmp_path_factory):
    """The bytes of a backup of the record; the database is empty again."""
    folder = tmp_path_factory.mktemp("kept")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder / "files", ERASED_LIST=folder / "erased.jsonl"),
    ):
        a_record()
        back_up(folder / "backup.zip", at=AT)
        call_command("flush", interactive=False, verbosity=0)
    return (folder / "backup.zip").read_bytes()


@pytest.fixture
def backup(kept, tmp_path):
    path = tmp_path / "backup.zip"
    path.write_bytes(kept)
    return path


def everything():
    """Every value of every row of every model."""
    return {
        model._meta.label: list(
            model._base_manager.order_by("pk").values_list(
                *[each.attname for each in model._meta.concrete_fields]
            )
        )
        for model in kept_models()
    }


def stored(name):
    with default_storage.open(name) as file:
        return file.read()


def changed(backup, **members):
    """The backup with some members' bytes replaced (None: left out), its list as it was."""
    made = io.BytesIO()
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = members.pop(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name, data in members.items():
            new.writestr(name, data)
    backup.write_bytes(made.getvalue())


def relisted(backup, **members):
    """The backup with members replaced or added and its list rewritten to match, as somebody clever would."""
    with zipfile.ZipFile(backup) as old:
        manifest = json.loads(old.read("manifest.json"))
    manifest["members"].update({name: hashlib.sha256(data).hexdigest() for name, data in members.items()})
    changed(backup, **members, **{"manifest.json": json.dumps(manifest).encode()})


# The round trip


def test_every_row_and_every_file_comes_back_as_it_was(record, settings, tmp_path):
    backup = tmp_path / "backup.zip"
    back_up(backup, at=AT)
    before, files = everything(), {stored(name) for name in Document.objects.values_list("file", flat=True)}
    assert {PLAN, b"Seen"} < files
    assert [label for label, rows in before.items() if not rows] == []
    call_command("flush", interactive=False, verbosity=0)
    settings.MEDIA_ROOT = tmp_path / "new-files"
    restore(backup)
    assert everything() == before
    assert {stored(name) for name in Document.objects.values_list("file", flat=True)} == files


def test_the_record_is_kept_as_recorded_after_a_restore(backup):
    restore(backup)
    assert append_only.missing(connection) == []


def test_new_rows_find_a_free_number_after_a_restore(backup):
    restore(backup)
    last = Update.objects.order_by("pk").last().pk
    Board.objects.create(name="New", slug="new")
    bringing_in.bring_in(PLAN, name="p", outline=read_plan(PLAN), board="Newer", by=BY, at=AT)
    assert Update.objects.order_by("pk").last().pk == last + 3


def test_every_model_is_in_it_but_sessions_and_what_migrate_makes(backup):
    left_out = {model._meta.label for model in apps.get_models(include_auto_created=True)} - {
        name.removeprefix("rows/").removesuffix(".jsonl") for name in zipfile.ZipFile(backup).namelist()
    }
    assert {label for label in left_out if not label.startswith("auth.")} == {
        "contenttypes.ContentType",
        "django_tasks_database.DBTaskResult",
        "jobs.Periodic",
        "sessions.Session",
    }


# The backup itself


def test_only_its_owner_may_read_it(tmp_path):
    backup = tmp_path / "backup.zip"
    back_up(backup, at=AT)
    assert backup.stat().st_mode & 0o777 == 0o600


def test_the_command_says_how_much_it_holds(record, tmp_path):
    done = run("backup", tmp_path / "b.zip")
    rows = sum(map(len, everything().values()))
    assert done.out.startswith(f"{tmp_path / 'b.zip'}: {rows:,} rows and 8 files, ")
    assert (done.code, done.err) == (0, "")


def test_a_file_that_is_lost_is_named_and_the_rest_is_kept(record, tmp_path):
    name = Document.objects.first().file.name
    default_storage.delete(name)
    done = run("backup", tmp_path / "b.zip")
    assert (done.code, done.err) == (
        2,
        f"The copy is written, but these files are not in the files folder: {name}.\n",
    )
    assert restoring.check(zipfile.ZipFile(tmp_path / "b.zip")).lost == [name]


def test_a_backup_that_cannot_be_written_leaves_the_older_one(record, tmp_path, monkeypatch):
    path = tmp_path / "b.zip"
    path.write_bytes(b"the older one")

    def fails(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping._Writer, "add_file", fails)
    done = run("backup", path)
    assert (done.code, done.err) == (2, f"{path} could not be written: No space left on device.\n")
    assert (path.read_bytes(), [each.name for each in tmp_path.glob(".*")]) == (b"the older one", [])


# Refused


def test_a_safeboard_that_holds_something_is_never_restored_into(backup):
    bringing_in.bring_in(PLAN, name="p", outline=read_plan(PLAN), board="Newer", by=BY, at=AT)
    before = everything()
    done = run("restore", backup)
    assert (done.code, done.err.split(":")[0]) == (2, "There is something in this Safeboard already")
    assert everything() == before


@pytest.mark.parametrize("member", ["rows/plans.Update.jsonl", "files"])
def test_a_changed_backup_is_refused_and_nothing_is_restored(backup, settings, member):
    name = next(name for name in zipfile.ZipFile(backup).namelist() if name.startswith(member))
    data = bytearray(zipfile.ZipFile(backup).read(name))
    data[0] ^= 1
    changed(backup, **{name: bytes(data)})
    done = run("restore", backup)
    assert (done.code, done.err) == (
        2,
        f"The backup has been changed or damaged since it was made ({name}): take another copy.\n",
    )
    assert (not any(everything().values()), settings.MEDIA_ROOT.exists()) == (True, False)


@pytest.mark.parametrize(
    "members", [{"rows/plans.Update.jsonl": None}, {"rows/more.jsonl": b""}], ids=["less", "more"]
)
def test_a_backup_that_holds_less_or_more_than_it_says_is_refused(backup, members):
    changed(backup, **members)
    with pytest.raises(NotRestored, match="does not hold what its list says"):
        restore(backup)


@pytest.mark.parametrize("name", ["files/../../evil", "/etc/evil", "files//evil", "files\\..\\evil", "evil"])
def test_a_name_that_points_elsewhere_is_refused(backup, tmp_path, name):
    relisted(backup, **{name: b"x"})
    with pytest.raises(NotRestored, match="holds a name that Safeboard never writes"):
        restore(backup)
    assert list(tmp_path.rglob("evil")) == []


def test_a_row_that_belongs_to_nothing_is_refused_with_all_the_others(backup, settings):
    relisted(backup, **{"rows/boards.Board.jsonl": b""})
    with pytest.raises(NotRestored, match="nothing was restored"):
        restore(backup)
    assert (not any(everything().values()), list(settings.MEDIA_ROOT.rglob("*/*/*"))) == (True, [])


def test_a_row_too_few_is_noticed(backup):
    lines = zipfile.ZipFile(backup).read("rows/plans.DateChange.jsonl").splitlines(keepends=True)
    relisted(backup, **{"rows/plans.DateChange.jsonl": b"".join(lines[:-1])})
    with pytest.raises(NotRestored, match="so none was"):
        restore(backup)
    assert not any(everything().values())


def test_a_backup_of_other_tables_is_refused(backup):
    with zipfile.ZipFile(backup) as old:
        manifest = json.loads(old.read("manifest.json"))
    manifest["migrations"].append("plans.9999_later")
    changed(backup, **{"manifest.json": json.dumps(manifest).encode()})
    with pytest.raises(NotRestored, match="tables that this one does not know"):
        restore(backup)


def test_another_file_in_the_same_place_is_left_alone(backup):
    files = [name for name in zipfile.ZipFile(backup).namelist() if name.startswith("files/")]
    name = files[0].removeprefix("files/")
    default_storage.save(name, ContentFile(b"somebody's"))
    with pytest.raises(NotRestored, match="There is another file"):
        restore(backup)
    assert (stored(name), Plan.objects.count()) == (b"somebody's", 0)


@pytest.mark.parametrize(
    "data", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)], ids=["empty", "no zip", "empty zip"]
)
def test_a_file_that_is_no_backup_is_refused(tmp_path, data):
    path = tmp_path / "b.zip"
    path.write_bytes(data)
    done = run("restore", path)
    assert (done.code, done.err.count("\n"), "not a backup of Safeboard" in done.err) == (2, 1, True)


def test_a_backup_that_is_not_there_is_named(tmp_path):
    assert run("restore", tmp_path / "b.zip").err == f"There is no file {tmp_path / 'b.zip'}.\n"
