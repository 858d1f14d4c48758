"""A plan's working copy as people download it, edit it and send it back."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from safeboard.plans import printing, queries, reading_over
from safeboard.plans.tests.edited_papers import ExcelPaper, WordPaper
from safeboard.plans.tests.factories import by_now

PAPERS = {"docx": WordPaper, "xlsx": ExcelPaper}


def copy_of(plan, form="docx", *, restricted=True, known=True):
    """The bytes of a working copy, as the plan stands now. known: whether it says of itself what it is."""
    at, day = timezone.now(), timezone.localdate()
    picture = queries.picture_of(plan, day=day, ahead=True, restricted=restricted)
    said = printing.identity_of(picture, written_at=at, ahead=True, restricted=restricted)
    return printing.paper_of(picture, form, identity=said if known else None)


def edited(plan, *edits, form="docx", **more):
    """The bytes of a working copy after these edits, functions of a paper."""
    paper = PAPERS[form](copy_of(plan, form, **more))
    for edit in edits:
        edit(paper)
    return paper.bytes()


def a_proposal(plan, *edits, name="edited.docx", by=None, **more):
    """What a copy edited so proposes."""
    return read_over(plan, edited(plan, *edits, **more), name=name, by=by)


def read_over(plan, data, *, name="edited.docx", by=None):
    return reading_over.read_over(plan, data, name=name, **({**by_now(), **({"by": by} if by else {})}))


def upload(client, plan, data, name="edited.docx"):
    return client.post(reverse("plans:read_over", args=[plan.pk]), {"file": SimpleUploadedFile(name, data)})
