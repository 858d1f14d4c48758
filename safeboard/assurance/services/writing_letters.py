"""Feedback letters: drafted from the scores, edited, then frozen and sent in one act."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from safeboard.assurance.letter_paper import PARTS, drafted, letter_paper
from safeboard.assurance.letters import feedback_letter
from safeboard.assurance.models import Letter, SentLetter
from safeboard.assurance.moderation_queries import return_as_read
from safeboard.assurance.services.moderating import held_by
from safeboard.assurance.services.notifying import tell_authors
from safeboard.core.paper.forms import write
from safeboard.documents.services import keep
from safeboard.history.services import record
from safeboard.plans.styles import options_of, style_of

MEANWHILE = "Somebody else changed this letter meanwhile. Read it as it is now, and make your change again."
SENT = "This letter has been sent already. Nothing was sent again."
MOST = 10_000


@transaction.atomic
def begin_letter(to, *, board, by, at):
    """The draft of a letter, as the scores give it; the one there is, where somebody has begun it. Returns the Letter."""
    held = held_by(to, board)
    there = Letter.objects.filter(to=held, board=board, is_sent=False).first()
    if there:
        return there
    words = drafted(held, board, return_as_read(held, board, own_only=True))
    made = Letter.objects.create(to=held, board=board, words=words, begun_at=at)
    record(by=by, verb="began", thing=made, at=at, board=board)
    return made


@transaction.atomic
def save_letter(letter, words, *, seen, by, at):
    """Keep the words of a draft. seen: the number that was on the page. Returns the Letter. Raises ValidationError."""
    held = _held_draft(letter)
    if held.number != seen:
        raise ValidationError(MEANWHILE)
    kept = {name: words.get(name, "").strip() for name in PARTS}
    if not kept["opening"]:
        raise ValidationError({"opening": "Enter how the letter begins"})
    if any(len(each) > MOST for each in kept.values()):
        raise ValidationError(f"Enter {MOST:,} letters or fewer in each part")
    held.words, held.number = kept, held.number + 1
    held.save(update_fields=["words", "number"])
    record(by=by, verb="changed", thing=held, at=at, board=held.board)
    return held


def send_letter(letter, *, by, at, seen=None):
    """Freeze a letter in Word and PDF, and tell the agency's authors. Returns the SentLetter. Raises ValidationError.

    Its files are written before anything is recorded; the record takes all of it or none. seen: the number on the page.
    """
    paper = paper_of(letter, by=by.name, at=at, draft=False)
    files = {form: write(paper, form) for form in ("docx", "pdf")}
    with transaction.atomic():
        held = _held_draft(letter)
        if held.number != letter.number or seen not in (None, held.number):
            raise ValidationError(MEANWHILE)
        Letter.objects.filter(pk=held.pk).update(is_sent=True)
        kept = {
            form: keep(data, name=f"feedback.{form}", kind=form, board=held.board, by=by, at=at)
            for form, data in files.items()
        }
        sent = SentLetter.objects.create(letter=held, by_id=by.pk, by_name=by.name, at=at, **kept)
        told, key = feedback_letter(held.to, held.board), f"feedback {held.pk}"
        people = tell_authors(held.to, told, board=held.board, key=key, by=by, at=at)
        record(by=by, verb="sent", thing=held, at=at, board=held.board, people=people)
    return sent


def paper_of(letter, *, by, at, draft):
    """The letter as `core.paper.blocks.Paper`, in the board's own look."""
    groups = return_as_read(letter.to, letter.board, own_only=True)
    look = options_of(style_of(letter.board, known_at=at)).look
    day = timezone.localdate(at)
    return letter_paper(letter.to, letter.board, letter.words, groups, look=look, day=day, by=by, draft=draft)


def _held_draft(letter):
    letters = Letter.objects.select_for_update(of=("self",))
    held = letters.select_related("board", "to__agency", "to__exercise__board").get(pk=letter.pk)
    if held.is_sent:
        raise ValidationError(SENT)
    return held
