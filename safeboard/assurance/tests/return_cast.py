"""A return with everybody who can have a part in it, and one address of each of its pages."""

from django.utils import timezone

from safeboard.assurance import services
from safeboard.assurance.asking import questions_of
from safeboard.assurance.models import Part, ProofUse
from safeboard.assurance.outline import QuestionLine, StandardLine
from safeboard.assurance.tests import factories as make

BY_RETURN = (
    "return",
    "return_people",
    "hand_on",
    "return_boards",
    "hand_over",
    "sign_return",
    "return_sheet",
)


def open_return(board, *, name="Avon Police"):
    """Two standards: 1 is shared with a colleague, 2 is not; somebody signs it; a document stands beside 1.1."""
    outline = make.an_outline()
    more = [QuestionLine("2.1", "How far?", scale="met")]
    outline.standards.append(StandardLine("2", "People are trained", questions=more))
    outline.name = f"Section 11 of {name}"
    version = services.publish(services.start_set(board, outline, **make.by_now()), **make.by_now())
    agency = make.an_agency(name, board)
    (to,) = make.issued(make.an_exercise(version, board, signatures=["Chief"], title=name), agency)
    make.colleague(to, version.standards.get(code="1"), email=f"colleague{to.pk}@avon.example")
    make.signatory(to, "Chief", email=f"chief{to.pk}@avon.example")
    by = {"by": make.author_of(to), "at": timezone.now()}
    services.prove(to, questions_of(to)[0], title="Policy", name="policy.txt", data=b"Policy", **by)
    return make.answered(to)


def handed_over_return(board, **more):
    """The same, signed and submitted once, and sent back: the agency has it in hand again."""
    to = open_return(board, **more)
    chief = Part.objects.get(to=to, role="signatory").user
    services.sign(to, signature="Chief", by=chief, at=timezone.now())
    services.submit(to, by=make.author_of(to), at=timezone.now())
    services.send_back(to, board=board, why="Say how you know.", **make.by_now())
    to.refresh_from_db()
    return to


def addresses_of(to):
    """{name in the URLconf: its arguments}, about what is not shared with the colleague wherever there is a choice."""
    question = questions_of(to)[-1]
    return {
        **{name: [to.pk] for name in BY_RETURN},
        "bring_in_sheet": [to.pk],
        "return_standard": [to.pk, question.standard_id],
        "save_answer": [to.pk, question.pk],
        "evidence": [to.pk, question.pk],
        "handed_over": [to.pk, to.steps.filter(what="submitted").first().pk],
        "renew_evidence": [to.pk, ProofUse.objects.get(to=to).pk],
        "evidence_file": [ProofUse.objects.get(to=to).pk],
        "end_part": [to.pk, Part.objects.get(to=to, role="colleague", ended_at__isnull=True).pk],
    }
