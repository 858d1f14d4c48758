"""For the pages of assurance: `{% load assurance %}`."""

from django import template

register = template.Library()


@register.filter
def beside(columns, told):
    """`{% for column, one in columns|beside:told %}`"""
    return list(zip(columns, told, strict=True))


@register.filter
def labels(told):
    """The labels of the shares that stand in a row of survey results."""
    return [label for label, _ in next(one for one in told if one).shares]
