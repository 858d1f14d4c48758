"""What is written to those who answer. Plain words; `{link}` is not used: they come in by their own account."""

from django.conf import settings
from django.urls import reverse


def asking_letter(to):
    """(subject, body) of the first message to an author. to: a Return with its exercise and agency."""
    exercise = to.exercise
    own = f"{exercise.words}\n\n" if exercise.words else ""
    return (
        f"{exercise}: {to.agency} is asked to answer",
        f"{exercise.board} asks {to.agency} to answer “{exercise}” by {to.due_on:%-d %B %Y}.\n\n{own}"
        "What you said last time stands beside each question where the question is the same: confirm it or change it. "
        "You can share parts with colleagues, stop and go on whenever you like.\n\n"
        f"Sign in with this e-mail address: {_page(to)}\n",
    )


def reminder_letter(to, *, why, today):
    """(subject, body) to an author who owes a return. why: for what it was sent back, or "". to.answered: how many answers it
    has."""
    late = " It was due then." if to.due_on < today else ""
    if why:
        how = f"It was sent back to you: {why}"
    elif to.answered:
        how = f"{to.answered} answer{' is' if to.answered == 1 else 's are'} there; the rest wait for you."
    else:
        how = "Nobody has begun it yet."
    return (
        f"Reminder: {to.exercise}, {to.agency}",
        f"The return of {to.agency} to “{to.exercise}” is asked for by {to.due_on:%-d %B %Y}.{late}\n\n{how}\n\n"
        f"Go on with it here: {_page(to)}\n",
    )


def sharing_letter(to, standards, *, by):
    """(subject, body) to a colleague with whom standards are shared."""
    these = "\n".join(f"- {standard.code} {standard.title}" for standard in standards)
    return (
        f"{by.name} asks you to answer part of {to.exercise}",
        f"{by.name} shares these standards of the return of {to.agency} to “{to.exercise}” with you:\n\n{these}\n\n"
        f"It is due by {to.due_on:%-d %B %Y}. What you type is saved as you go on.\n\n{_sign_in(to)}",
    )


def signing_letter(to, signature, *, by):
    """(subject, body) to somebody who is to sign a return off."""
    return (
        f"You are asked to sign off {to.exercise} for {to.agency}",
        f"{by.name} asks you to sign off the return of {to.agency} to “{to.exercise}” as {signature}. It is due by "
        f"{to.due_on:%-d %B %Y}. You can read it now, and sign when every question is answered.\n\n{_sign_in(to)}",
    )


def authorship_letter(to, *, by):
    """(subject, body) to somebody who is now the author of a return."""
    return (
        f"{by.name} hands {to.exercise} on to you",
        f"You are now the author of the return of {to.agency} to “{to.exercise}”, due by {to.due_on:%-d %B %Y}. All that "
        f"was answered is there.\n\n{_sign_in(to)}",
    )


def sent_back_letter(to, board, *, why):
    """(subject, body) to an author whose return a board gave back. why: what is to be mended, in the board's words."""
    return (
        f"{board} sends {to.exercise} back to {to.agency}",
        f"{board} has read the return of {to.agency} to “{to.exercise}” and sends it back, to be mended:\n\n{why}\n\n"
        f"Change it and hand it over again. It is due by {to.due_on:%-d %B %Y}.\n\n{_sign_in(to)}",
    )


def query_letter(to, board, question):
    """(subject, body) to an author of whom a board asks something. Its words are on the page only: they may speak of children."""
    page = settings.SITE.rstrip("/") + reverse("assurance:feedback", args=[to.pk])
    return (
        f"{board} asks about {to.exercise}",
        f"{board} asks {to.agency} about its answer to question {question.code} of “{to.exercise}”. Read it and answer it "
        f"here:\n\n{page}\n",
    )


def query_answered_letter(to, board, question):
    """(subject, body) to whoever asked about an answer for a board, once the agency has replied."""
    page = reverse("assurance:judge", args=[to.pk, board.slug, question.pk])
    return (
        f"{to.agency} has answered {board}’s question",
        f"{to.agency} has answered what {board} asked about question {question.code} of “{to.exercise}”. Read it "
        f"here:\n\n{settings.SITE.rstrip('/')}{page}\n",
    )


def handed_over_letter(to, board):
    """(subject, body) to those who run assurance for a board that reads the return."""
    page = reverse("assurance:moderate", args=[to.pk, board.slug])
    return (
        f"{to.agency} has handed over {to.exercise}",
        f"The return of {to.agency} to “{to.exercise}” is with {board}. Read it here:\n\n{settings.SITE.rstrip('/')}{page}\n",
    )


def peer_letter(peer):
    """(subject, body) to somebody who is asked to look at another agency's return."""
    page = settings.SITE.rstrip("/") + reverse("assurance:peer", args=[peer.pk])
    return (
        f"You are asked to look at a return to {peer.to.exercise} as a peer",
        f"{peer.board} asks you, for {peer.agency}, to look at the return of {peer.to.agency} to “{peer.to.exercise}”. Before you "
        f"read it you say what interests you have.\n\nSign in with this e-mail address: {page}\n",
    )


def _sign_in(to):
    return f"Sign in with this e-mail address: {_page(to)}\n"


def _page(to):
    return settings.SITE.rstrip("/") + reverse("assurance:return", args=[to.pk])


def feedback_letter(to, board):
    """(subject, body) of the message that a board's feedback is there."""
    return (
        f"Feedback of {board}: {to.exercise}",
        f"{board} has written to {to.agency} about its return to “{to.exercise}”. The letter, and what the board found question "
        f"by question, are on the page of your return:\n\n{_page(to)}\n",
    )
