"""An action's rating and lateness for templates: `{% load promise %}`. Small, as a plan may show 2,000 of them."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from safeboard.core.templatetags.gov import rating_tag
from safeboard.plans import pages
from safeboard.plans.due import days_late

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
    """ "Late: 23 days over", or nothing."""
    if not action.late:
        return SafeString()
    days = days_late(action.due, today=action.day, met=action.met)
    return format_html('<p class="sb-late">Late: {} day{} over</p>', f"{days:,}", "" if days == 1 else "s")


@register.filter
def moves(action) -> str:
    """ "moved twice, by 6 months"."""
    count = len(action.moved)
    words = {1: "moved once", 2: "moved twice"}.get(count, f"moved {count} times")
    slipped = abs(action.months_slipped)
    if not slipped:
        return words
    return f"{words}, {'back' if action.months_slipped < 0 else 'on'} by {slipped} month{'s' if slipped > 1 else ''}"


@register.filter
def in_words(due) -> str:
    """What Safeboard reads in a date."""
    return pages.in_plain_words(due)
