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
