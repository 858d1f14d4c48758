"""Small pieces of the GOV.UK Design System for templates: `{% load gov %}`."""

from html import escape

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from safeboard.core.acronyms import pattern_of
from safeboard.core.charts import RATING_NAMES
from safeboard.core.forms import problems
from safeboard.core.handing_out import LIST_FORMS

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


@register.inclusion_tag("components/list_out.html", takes_context=True)
def list_out(context, what, name, *args):
    """`{% list_out "actions" "plans:actions_list" plan.pk %}`: the list of this page to take away, narrowed as the page is.

    name: of an address whose last argument is the form.
    """
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    query = f"?{asked.urlencode()}" if asked else ""
    links = [(form.words, reverse(name, args=[*args, kind]) + query) for kind, form in LIST_FORMS.items()]
    return {"what": what, "links": links}


@register.filter
def glossed(words, glossary) -> SafeString:
    """`{{ action.words|glossed:glossary }}`: plain words, with each acronym explained where it first stands.

    glossary: {acronym: [meanings]}. Capitals count, and an acronym inside a longer word is none. Of two acronyms that
    begin alike the longer is taken: "T&WFD" before "T". Takes words that have not been through another filter.
    """
    text, met = str(words or ""), set()
    if not glossary:
        return SafeString(escape(text))
    if (pattern := pattern_of(tuple(glossary))).search(text) is None:  # as most do
        return SafeString(escape(text))
    parts, end = [], 0
    for found in pattern.finditer(text):
        acronym = found.group()
        if acronym not in met:
            met.add(acronym)
            parts += [escape(text[end : found.start()]), _abbr(acronym, glossary[acronym])]
            end = found.end()
    return SafeString("".join([*parts, escape(text[end:])]))


def _abbr(acronym, meanings) -> SafeString:
    return format_html('<abbr class="sb-abbr" title="{}">{}</abbr>', "; or: ".join(meanings), acronym)
