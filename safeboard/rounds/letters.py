"""The words of a round's messages, in plain text."""

from django.conf import settings
from django.template.loader import render_to_string

from safeboard.rounds.asking import by_mail, soonest


def asking_letter(round, *, name, actions, reminder=False):
    """(subject, body) of the one message to a person. actions: ActionPictures of all they owe."""
    open_here = soonest(action for action in actions if by_mail(round.plan, action))
    said = {
        "round": round,
        "name": name,
        "actions": [_told(action) for action in open_here],
        "count": len(actions),
        "restricted": len(actions) - len(open_here),
        "words": plain(round.words),
        "site": settings.SITE,
        "reminder": reminder,
        "late": reminder and actions and actions[0].day > round.updates_by,
    }
    return _subject(round, len(actions), reminder), _render("letter", said)


def not_me_letter(addressee):
    """(subject, body) for the managers: whoever opened a link is not its addressee."""
    subject = f"{addressee.name}’s link was opened by somebody else"
    return subject, _render(
        "not_me", {"addressee": addressee, "round": addressee.round, "site": settings.SITE}
    )


def plain(words):
    """On one line; what looks like the place of the link is not taken for it."""
    return " ".join(words.split()).replace("{link}", "{ link }")


def _subject(round, count, reminder):
    what = f"{count} action{'' if count == 1 else 's'}"
    by = f"{round.updates_by:%-d %B %Y}"
    if reminder:
        return f"Reminder: {what} of {round.board} still to update, by {by}"
    return f"Please update {what} of {round.board} by {by}"


def _told(action):
    return {
        "words": plain(action.words) or action.ref,
        "due": plain(action.due.written) or "no date",
        "days_late": action.days_late,
        "heard": action.heard_on,
    }


def _render(name, said):
    return render_to_string(f"rounds/mail/{name}.txt", said).strip() + "\n"
