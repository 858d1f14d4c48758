"""Small pieces of the GOV.UK Design System for templates: `{% load gov %}`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from safeboard.core.charts import RATING_NAMES
from safeboard.core.forms import problems

register = template.Library()

NOT_RATED = SafeString('<strong class="govuk-tag sb-rating sb-rating--none">Not rated</strong>')
NEW = SafeString('<strong class="govuk-tag sb-new">New</strong>')


@register.simple_tag
def rating_tag(rating: str, meaning: str = "") -> SafeString:
    """A rating as a coloured tag that says its colour and what it means to this board: "Amber: On target"."""
    name = RATING_NAMES.get(rating)
    if name is None:
        return NOT_RATED
    words = f"{name}: {meaning}" if meaning else name
    return format_html('<strong class="govuk-tag sb-rating sb-rating--{}">{}</strong>', rating, words)


@register.simple_tag
def new_tag(new: bool) -> SafeString:
    """The plan's NEW mark, or nothing."""
    return NEW if new else SafeString()


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    """What is wrong with these forms, each line leading to its field. Nothing where all is well."""
    return {"problems": problems(*(form for form in forms if form))}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*words_and_links):
    """`{% breadcrumbs "Home" home_url "Plan" plan_url %}`: from the top down, the page itself left out."""
    pairs = zip(words_and_links[::2], words_and_links[1::2], strict=True)
    return {"crumbs": [{"words": words, "href": href} for words, href in pairs]}
