"""What people say about an action: an update, a correction, a rating over the lead's, assurance, the difference made."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from safeboard.core.twice import just_kept
from safeboard.documents.services import keep
from safeboard.plans.due import add_months
from safeboard.plans.models import Assurance, Difference, Evidence, Marking, Typing, Update
from safeboard.plans.rating import Rating, done_ratings, the_done_rating
from safeboard.plans.services.standing import day_told, hold, hold_open, said_words, set_down, told

LONGEST_TYPING = 40_000  # letters of one draft
LINKS = ("http://", "https://")


@transaction.atomic
def post_update(
    action,
    *,
    words,
    by,
    at,
    rating="",
    complete=False,
    evidence="",
    files=(),
    links=(),
    effective_on=None,
    on_behalf_of="",
    heard="",
    corrects=None,
    came=Update.Came.WEB,
    opener="",
    dated=True,
    rating_seen="",
    once=False,
):
    """Say how an action is going. Returns the Update.

    effective_on: the day it speaks of, today unless given; a correction speaks of the day of what it corrects.
    complete: it is done, which asks for `evidence` in words, as does a rating that means done; where the board's legend has one rating that means done, that
    is its rating. files: (name, bytes) of each. links: addresses. on_behalf_of, heard: whose word it is and how it came,
    where somebody else enters it. corrects: the Update that this one puts right. once: what the same person said in the
    same words less than a minute ago is not recorded again, but returned.
    opener, dated, rating_seen: of what is read from a file, see the model. A file may rate by a colour, without a word, and
    its notes may name a day to come ("Update June 2016:" is the first of June, whenever it was written).
    Raises ValidationError with one sentence.
    """
    shown = hold_open(action, at=at)
    from_file = came == Update.Came.FILE
    if not (from_file and rating):
        words = said_words(words, "Enter what has changed")
    complete = complete or rating in done_ratings(shown.legend)
    rating = _rating_said(shown, rating, complete)
    if complete:
        evidence = said_words(evidence, "Enter what shows that it is complete")
    same = {"words": words, "rating": rating, "complete": complete, "over": False, "corrects": corrects}
    if once and (before := _just_said(action, by, at, on_behalf_of=on_behalf_of.strip()[:200], **same)):
        return before
    day = effective_on
    if corrects is not None:
        day = effective_on or _to_correct(shown, corrects).effective_on
    update = Update.objects.create(
        action=action,
        effective_on=day if from_file and day else day_told(day, at=at),
        dated=dated,
        opener=opener[:200],
        words=words,
        rating=rating,
        rating_seen=rating_seen[:200],
        complete=complete,
        evidence=evidence if complete else "",
        corrects=corrects,
        came=came,
        by_id=by.pk,
        by_name=by.name,
        on_behalf_of=on_behalf_of.strip()[:200],
        heard=heard,
        marking=marking_of_words(shown),
        recorded_at=at,
    )
    _keep_proofs(update, files, links, by=by, at=at)
    verb = "corrected an update on" if corrects else "completed" if complete else "updated"
    set_down(action, verb, by=by, at=at, update=update.pk, on_behalf_of=update.on_behalf_of, came=came)
    return update


def marking_of_words(shown):
    """Who may read what is said of an action: nobody else than may read it, and never the public before somebody marks it so."""
    return Marking.RESTRICTED if shown.marking == Marking.RESTRICTED else Marking.BOARD


@transaction.atomic
def rate_over(action, *, rating, why, by, at, effective_on=None, once=False):
    """Set a rating over the lead's, with the reason; or lift it with no rating. Both ratings stay. Returns the Update.

    once: as for `post_update`.
    """
    shown = hold_open(action, at=at)
    why = said_words(why, "Enter why you set this rating" if rating else "Enter why you lift the rating")
    _known_rating(rating)
    if once and (before := _just_said(action, by, at, words=why, rating=rating, over=True)):
        return before
    if not rating and shown.standing.over is None:
        raise ValidationError("No rating is set over the lead's, so there is none to lift.")
    update = Update.objects.create(
        action=action,
        effective_on=day_told(effective_on, at=at),
        words=why,
        rating=rating,
        over=True,
        came=Update.Came.WEB,
        by_id=by.pk,
        by_name=by.name,
        marking=marking_of_words(shown),
        recorded_at=at,
    )
    verb = "set a rating over the lead's on" if rating else "lifted the rating over the lead's on"
    set_down(action, verb, by=by, at=at, update=update.pk, rating=rating, why=why)
    return update


@transaction.atomic
def assure(action, *, words, by, at, ask_on=None, effective_on=None):
    """A second person is satisfied that an action is complete. Returns the Assurance.

    ask_on: when to ask whether it made a difference; after the board's own number of months unless given.
    Raises ValidationError where nobody said it is complete, where the same person did, or where it is assured already.
    """
    shown = hold_open(action, at=at)
    words = said_words(words, "Enter what satisfies you that it is complete")
    said = shown.awaits_assurance
    if said is None:
        raise ValidationError(
            "It has been assured already." if shown.assured else "Nobody has said yet that it is complete."
        )
    if by.pk in _all_who_said(shown, said) or by.name == said.on_behalf_of:
        raise ValidationError("You said yourself that it is complete: another person has to assure it.")
    day = day_told(effective_on, at=at)
    try:
        with transaction.atomic():
            assurance = Assurance.objects.create(
                update_said_id=said.pk,
                action=action,
                words=words,
                ask_on=ask_on or add_months(day, action.plan.board.difference_after_months),
                **told(day, by, at),
            )
    except IntegrityError:
        raise ValidationError("It has been assured already.") from None
    set_down(action, "assured", by=by, at=at, words=words)
    return assurance


@transaction.atomic
def say_difference(action, *, answer, words, by, at, ask_again_on=None, effective_on=None):
    """Whether a completed and assured action made a difference. Returns the Difference. Raises ValidationError."""
    shown = hold(action, at=at)
    words = said_words(words, "Enter what has changed for children, or how you will know")
    if not shown.assured:
        raise ValidationError("Whether it made a difference is asked once its completion is assured.")
    if answer not in Difference.Answer.values:
        raise ValidationError("Choose whether it made a difference")
    if answer == Difference.Answer.NOT_KNOWN and not ask_again_on:
        ask_again_on = add_months(timezone.localdate(at), action.plan.board.difference_after_months)
    difference = Difference.objects.create(
        action=action,
        answer=answer,
        words=words,
        ask_again_on=ask_again_on,
        **told(day_told(effective_on, at=at), by, at),
    )
    set_down(action, "said what difference was made by", by=by, at=at, answer=answer)
    return difference


def keep_typing(action, *, who, data, at):
    """Keep what somebody has typed and not sent. who: "user 12" or "link 7". data: {field: text}. Returns whether it was kept."""
    data = {
        str(name)[:60]: text.replace("\0", "")
        for name, text in data.items()
        if isinstance(text, str) and text
    }
    if sum(map(len, data.values())) > LONGEST_TYPING:
        return False
    if data:
        Typing.objects.update_or_create(who=who, action=action, defaults={"data": data, "saved_at": at})
    else:
        forget_typing(action, who=who)
    return True


def forget_typing(action, *, who):
    """It was sent, or is not wanted any more."""
    Typing.objects.filter(who=who, action=action).delete()


def _just_said(action, by, at, **same):
    """What this person said in the same words less than a minute ago; the action is held, so nobody says it meanwhile."""
    return just_kept(Update.objects.filter(action=action, by_id=by.pk), at=at, when="recorded_at", **same)


def _to_correct(shown, corrects):
    """What an update corrects, in the picture. Raises ValidationError."""
    said = next((said for said in shown.said if said.pk == corrects.pk), None)
    if said is None:
        raise ValidationError("What is to be corrected belongs to another action.")
    if said.over:
        raise ValidationError("To put right a rating set over the lead’s, set another or lift it.")
    if said.corrected_by:
        raise ValidationError("That update was corrected meanwhile: correct the newer one.")
    return said


def _all_who_said(shown, said):
    """Keys of everyone who wrote it: its author, and those of what it corrects."""
    by_key = {one.pk: one for one in shown.said}
    who = set()
    while said is not None:
        who.add(said.by)
        said = by_key.get(said.corrects)
    return who


def _rating_said(shown, rating, complete):
    _known_rating(rating)
    done = done_ratings(shown.legend)
    if not complete:
        return rating
    if rating and done and rating not in done:
        raise ValidationError("It cannot be complete and have this rating: choose one of the two")
    return rating or the_done_rating(shown.legend)


def _known_rating(rating):
    if rating and rating not in [one.value for one in Rating]:
        raise ValidationError("Choose a rating from the list")


def _keep_proofs(update, files, links, *, by, at):
    board = update.action.plan.board
    for name, data in files:
        document = keep(data, name=name, kind="evidence", board=board, by=by, at=at)
        Evidence.objects.create(update=update, document=document, recorded_at=at)
    for link in links:
        if not link.lower().startswith(LINKS):
            raise ValidationError("Enter a link that begins with https:// or http://")
        proof = Evidence(update=update, link=link, recorded_at=at)
        proof.full_clean(exclude=["document"])
        proof.save()
