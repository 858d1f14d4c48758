"""Documents that show what a return says: kept once, used many times, in a version that is named."""

import datetime
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of, unanswered
from safeboard.assurance.models import Proof, ProofUse, ProofVersion, Said
from safeboard.assurance.outline import QuestionLine, StandardLine
from safeboard.assurance.return_queries import proofs_to_choose
from safeboard.assurance.tests import factories as make
from safeboard.boards.services import join_agency
from safeboard.core.tests.error_pattern import error_pattern_faults
from safeboard.documents.models import Document

pytestmark = pytest.mark.django_db
POLICY = {"title": "Safer recruitment policy", "name": "policy.txt", "data": b"We check everyone."}
HANDBOOK = {"title": "Staff handbook", "name": "handbook.txt", "data": b"Welcome."}


@pytest.fixture(autouse=True)
def files_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def board():
    return make.a_board("Harrowmere")


@pytest.fixture
def police(board):
    return make.an_agency("Harrow Police", board)


@pytest.fixture
def to(board, police):
    (made,) = make.issued(make.an_exercise(make.a_version(board)), police)
    return made


def by(to):
    return {"by": make.author_of(to), "at": timezone.now()}


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def standing(to):
    uses = ProofUse.objects.filter(to=to, ended_at__isnull=True).order_by("question__place")
    return [(use.question.code, use.version.number, use.carried) for use in uses]


def a_file(name="policy.txt", data=b"We check everyone."):
    return SimpleUploadedFile(name, data)


def test_a_document_is_kept_once_and_stands_beside_many_answers(to):
    one, two, _ = questions_of(to)
    use = services.prove(to, one, **POLICY, **by(to))
    services.prove_again(to, two, use.version.proof, **by(to))
    services.prove_again(to, two, use.version.proof, **by(to))
    assert standing(to) == [("1.1", 1, False), ("1.2", 1, False)]
    assert Document.objects.get(kind="evidence").sha256 == hashlib.sha256(POLICY["data"]).hexdigest()


def test_a_new_version_takes_the_place_of_the_older_and_the_older_stays_readable(board, police, to):
    one, *_ = questions_of(to)
    first = services.prove(to, one, **POLICY, **by(to))
    make.submitted(to)
    (later,) = make.issued(make.an_exercise(to.exercise.version, title="2028"), police)
    proof = Proof.objects.get()
    services.renew_proof(later, proof, name="policy2.txt", data=b"Newer.", **by(later))
    assert (standing(to), standing(later)) == ([("1.1", 1, False)], [("1.1", 2, False)])
    client = signed_in(make.author_of(to))
    assert client.get(reverse("assurance:evidence_file", args=[first.pk])).content == POLICY["data"]


def test_the_same_file_is_no_new_version(to):
    services.prove(to, questions_of(to)[0], **POLICY, **by(to))
    with pytest.raises(ValidationError, match="This is version 1 as it is"):
        services.renew_proof(to, Proof.objects.get(), name="policy.txt", data=POLICY["data"], **by(to))
    assert ProofVersion.objects.count() == 1


def test_a_colleague_renews_a_document_only_where_they_answer(to):
    one, two, _ = questions_of(to)
    use = services.prove(to, one, **POLICY, **by(to))
    services.prove_again(to, two, use.version.proof, **by(to))
    services.renew_proof(to, use.version.proof, name="b.txt", data=b"Newer.", standards=[], **by(to))
    assert standing(to) == [("1.1", 1, False), ("1.2", 1, False)]


def test_carried_evidence_waits_until_it_is_confirmed_with_its_answer(board, police, to):
    one, *_ = questions_of(to)
    services.prove(to, one, **POLICY, **by(to))
    make.submitted(to)
    (later,) = make.issued(make.an_exercise(to.exercise.version, title="2028"), police)
    make.answered(later, "2")
    assert standing(later) == [("1.1", 1, True)]
    with pytest.raises(ValidationError, match="neither confirmed nor taken away"):
        services.submit(later, **by(later))
    services.confirm(later, questions_of(later)[0], **by(later))
    services.submit(later, **by(later))
    assert standing(later) == [("1.1", 1, False)]


def test_a_new_document_does_not_confirm_last_times_answer(board, police, to):
    make.submitted(to)
    (later,) = make.issued(make.an_exercise(to.exercise.version, title="2028"), police)
    services.prove(later, questions_of(later)[0], **POLICY, **by(later))
    assert [question.code for question in unanswered(later)] == ["1.1", "1.2", "1.3"]


def test_a_question_that_asks_for_documents_is_answered_by_one(board, police):
    version = make.a_version(board, QuestionLine("1", "Show your policy", kind="evidence"))
    (to,) = make.issued(make.an_exercise(version), police)
    use = services.prove(to, questions_of(to)[0], **POLICY, **by(to))
    assert unanswered(to) == []
    services.take_away(to, use, **by(to))
    assert [question.code for question in unanswered(to)] == ["1"]


def test_a_document_that_comes_after_signing_needs_the_signature_again(board, police):
    (to,) = make.issued(make.an_exercise(make.a_version(board), signatures=["Chief"]), police)
    make.answered(to)
    chief = make.signatory(to, "Chief")
    services.sign(to, signature="Chief", by=chief, at=timezone.now())
    services.prove(to, questions_of(to)[0], **POLICY, **by(to))
    with pytest.raises(ValidationError, match="signed off by: Chief"):
        services.submit(to, **by(to))


def test_a_document_is_only_taken_away_once_and_says_so_in_the_record(to):
    use = services.prove(to, questions_of(to)[0], **POLICY, **by(to))
    services.take_away(to, use, **by(to))
    with pytest.raises(ValidationError, match="taken away already"):
        services.take_away(to, use, **by(to))
    assert Said.objects.filter(to=to).count() == 2


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"name": "run.exe"}, "Choose a Word, PDF"),
        ({"title": "  "}, "Enter what the document is called"),
        ({"expires_on": datetime.date(2020, 1, 1)}, "Enter a day from today on"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing(to, more, says):
    with pytest.raises(ValidationError, match=says):
        services.prove(to, questions_of(to)[0], **{**POLICY, **more}, **by(to))
    assert (Proof.objects.count(), Said.objects.count()) == (0, 0)


def test_a_title_is_one_document(to):
    one, two, _ = questions_of(to)
    services.prove(to, one, **POLICY, **by(to))
    with pytest.raises(ValidationError, match="has a document of this title"):
        services.prove(to, two, **{**POLICY, "title": "safer recruitment POLICY"}, **by(to))


def test_it_is_brought_in_used_again_and_renewed_on_the_pages(to):
    one, two, _ = questions_of(to)
    client = signed_in(make.author_of(to))
    day = {"expires_on_day": "1", "expires_on_month": "2", "expires_on_year": "2999"}
    client.post(
        reverse("assurance:evidence", args=[to.pk, one.pk]), {"title": "Policy", "file": a_file(), **day}
    )
    proof = Proof.objects.get()
    client.post(reverse("assurance:evidence", args=[to.pk, two.pk]), {"again-proof": proof.pk})
    use = ProofUse.objects.get(question=two)
    client.post(reverse("assurance:renew_evidence", args=[to.pk, use.pk]), {"file": a_file(data=b"Newer.")})
    assert standing(to) == [("1.1", 2, False), ("1.2", 2, False)]
    assert proof.versions.get(number=1).expires_on == datetime.date(2999, 2, 1)


def test_a_file_that_is_missing_is_asked_for(to):
    client = signed_in(make.author_of(to))
    answer = client.post(
        reverse("assurance:evidence", args=[to.pk, questions_of(to)[0].pk]), {"title": "Policy"}
    )
    assert answer.status_code == 400
    assert error_pattern_faults(answer.content.decode()) == []


def test_a_document_never_runs_in_the_browser(to):
    use = services.prove(
        to, questions_of(to)[0], **{**POLICY, "name": "a.csv", "data": b"<script>"}, **by(to)
    )
    answer = signed_in(make.author_of(to)).get(reverse("assurance:evidence_file", args=[use.pk]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a.csv"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_a_board_has_the_document_only_once_the_return_is_handed_over(board, to):
    use = services.prove(to, questions_of(to)[0], **POLICY, **by(to))
    manager = signed_in(make.someone("business_manager", board))
    address = reverse("assurance:evidence_file", args=[use.pk])
    before = manager.get(address).status_code
    make.submitted(to)
    stranger = signed_in(make.someone("business_manager", make.a_board("Westmere")))
    assert (before, manager.get(address).status_code, stranger.get(address).status_code) == (404, 200, 404)


def test_another_agency_neither_uses_nor_reads_it(board, to):
    use = services.prove(to, questions_of(to)[0], **POLICY, **by(to))
    health = make.an_agency("Harrow Health", board, sector="health")
    (other,) = make.issued(make.an_exercise(to.exercise.version, title="Other"), health)
    client = signed_in(make.author_of(other))
    question = questions_of(other)[0]
    answer = client.post(
        reverse("assurance:evidence", args=[other.pk, question.pk]), {"again-proof": use.version.proof_id}
    )
    read = client.get(reverse("assurance:evidence_file", args=[use.pk]))
    assert (answer.status_code, read.status_code) == (400, 404)
    with pytest.raises(ValidationError, match="of your agency"):
        services.prove_again(other, question, use.version.proof, **by(other))


def choices(to, person):
    client = signed_in(person)
    pages = [
        client.get(reverse("assurance:evidence", args=[to.pk, questions_of(to)[0].pk])),
        client.get(reverse("assurance:improvement_done", args=[promised(to).pk])),
    ]
    return ["Staff handbook" in page.content.decode() for page in pages]


def promised(to):
    said = {"words": "Name the lead", "owner": "Jo", "due": "June 2030"}
    return services.add_improvement(to, questions_of(to)[0], **said, **by(to))


def test_a_board_that_names_its_own_person_as_author_is_offered_no_document_of_the_agencys(police, to):
    services.prove(to, questions_of(to)[0], **HANDBOOK, **by(to))
    make.submitted(to)
    other = make.a_board("Westmere")
    manager = make.someone("business_manager", other)
    exercise = make.an_exercise(make.a_version(other))
    join_agency(police.name, board=other, starts=make.LONG_AGO, **make.by_now())
    said = {"author_name": manager.name, "author_email": manager.email}
    services.ask_agency(exercise, police, **said, **make.by_now())
    (theirs,) = services.issue(exercise, **make.by_now())
    assert choices(theirs, manager) == [False, False]
    question = questions_of(theirs)[0]
    address = reverse("assurance:evidence", args=[theirs.pk, question.pk])
    answer = signed_in(manager).post(address, {"again-proof": Proof.objects.get().pk})
    assert answer.status_code == 400
    assert not ProofUse.objects.filter(to=theirs).exists()


def test_an_author_uses_again_what_stood_in_a_return_they_had_a_part_in(board, police, to):
    use = services.prove(to, questions_of(to)[0], **HANDBOOK, **by(to))
    services.take_away(to, use, **by(to))
    author = make.author_of(to)
    assert choices(to, author) == [True, True]
    (later,) = make.issued(make.an_exercise(make.a_version(board, name="Another set")), police)
    assert choices(later, author) == [True, True]


def test_a_colleague_is_offered_what_was_shared_with_them_and_only_in_that_return(board, police):
    outline = make.an_outline()
    outline.standards.append(
        StandardLine("2", "Trained", questions=[QuestionLine("2.1", "So?", scale="met")])
    )
    (to,) = make.issued(make.an_exercise(make.published(board, outline)), police)
    services.prove(to, questions_of(to)[0], **HANDBOOK, **by(to))
    services.prove(to, questions_of(to)[3], title="Plan", name="plan.txt", data=b"Plan.", **by(to))
    colleague = make.colleague(to, questions_of(to)[3].standard)
    exercise = make.an_exercise(make.a_version(board, name="Another set"))
    said = {"author_name": colleague.name, "author_email": colleague.email}
    services.ask_agency(exercise, police, **said, **make.by_now())
    (later,) = services.issue(exercise, **make.by_now())
    offered = [[str(proof.title) for proof in proofs_to_choose(one, colleague)] for one in (to, later)]
    assert offered == [["Plan"], []]
