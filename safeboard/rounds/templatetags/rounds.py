"""A rating as somebody chose it, for templates: `{% load rounds %}`."""

from django import template

from safeboard.core.templatetags.gov import rating_tag

register = template.Library()


@register.simple_tag
def rating_said(rating, legend):
    """With what it means to this board."""
    return rating_tag(rating, legend.get(rating, ""))
