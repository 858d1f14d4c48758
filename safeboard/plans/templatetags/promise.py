"""An action's rating and lateness for templates: `{% load promise %}`. Small, as a plan may show 2,000 of them."""

from functools import lru_cache
from html import escape

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from safeboard.core.templatetags.gov import glossed, rating_tag
from safeboard.plans import pages
from safeboard.plans.dates_moved import moved_in_words

register = template.Library()


@register.simple_tag
def rated(action) -> SafeString:
    """The rating with what it means to this board. action: an ActionPicture, or anything with a rating and a legend."""
    return rating_tag(action.rating, action.legend.get(action.rating, ""))


@register.simple_tag
def rated_line(line, legend) -> SafeString:
    """The same for an ActionLine, which does not know its legend."""
    return rating_tag(line.rating, legend.get(line.rating, ""))


@register.simple_tag
def late(action) -> SafeString:
    """ "Late: 23 days over"; "Done 12 days late", which stays so; or nothing."""
    if action.late:
        return _late("Late: {} over", action.days_late)
    return _late("Done {} late", action.late_when_done) if action.late_when_done else SafeString()


@register.simple_tag
def story_href(action) -> str:
    """The address of an action's page. As `{% url %}` would give it, which looks for it anew for each of hundreds."""
    before, after = _around_key(get_script_prefix())
    return f"{before}{action.pk}{after}"


@lru_cache(maxsize=8)
def _around_key(prefix):
    """prefix: where the site is mounted; what is remembered holds for that only."""
    before, _, after = reverse("plans:action", args=[0]).rpartition("0")
    return before, after


@register.simple_tag
def dated(action) -> SafeString:
    """Its date as the board wrote it, what became of it, and whether it is late."""
    written = action.due.written
    words = (
        f'<span class="sb-words">{escape(written)}</span>'
        if written
        else '<span class="sb-quiet">No date</span>'
    )
    return SafeString(f"{words}{first_due(action)}{late(action)}{carrying(action)}")


@register.simple_tag
def notes(action, glossary) -> SafeString:
    """What was said: the latest note, and the older ones folded away. In Python, since a plan of 120 has hundreds of them."""
    latest, older = action.latest_note, action.older_notes
    said = _note(latest, glossary) if latest else ""
    if older:
        more = f"{len(older)} older note{'' if len(older) == 1 else 's'}"
        whose = f'<span class="govuk-visually-hidden"> on {escape(action.ref)}</span>'
        words = "".join(_note(note, glossary) for note in older)
        said += f'<details class="sb-older"><summary>{more}{whose}</summary>{words}</details>'
    return SafeString(said)


def _note(note, glossary):
    when = f'<span class="sb-note__when">{escape(note.opener)}</span> ' if note.opener else ""
    return f'<p class="sb-words">{when}{glossed(note.told, glossary)}</p>'


@register.simple_tag
def carrying(action) -> SafeString:
    """ "Date to be confirmed", or where it goes on; nothing for what was not carried from year to year."""
    if action.went_on:
        href = reverse("plans:action", args=[action.went_on.action_pk])
        words = '<p><a class="govuk-link" href="{}">Goes on in {}<span class="govuk-visually-hidden">: {}</span></a></p>'
        return format_html(words, href, action.went_on.plan_title, action.ref)
    if action.date_to_confirm:
        return SafeString('<p><strong class="govuk-tag govuk-tag--yellow">Date to be confirmed</strong></p>')
    return SafeString()


def _late(words, days):
    how_many = f"{days:,} day{'' if days == 1 else 's'}"
    return format_html('<p class="sb-late">{}</p>', words.format(how_many))


@register.simple_tag
def first_due(action) -> SafeString:
    """ "First Dec 15; moved twice, on by 6 months"; nothing where its date never moved."""
    if not (moved := moved_in_words(action)):
        return SafeString()
    return format_html(
        '<p class="sb-quiet">First {}; {}</p>', action.first_due.written or "without a date", moved
    )


@register.filter
def moves(action) -> str:
    """ "moved twice, on by 6 months"."""
    return moved_in_words(action)


@register.filter
def in_words(due) -> str:
    """What Safeboard reads in a date."""
    return pages.in_plain_words(due)
