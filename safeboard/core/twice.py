"""A form sent twice: what somebody said in the same words a moment ago is not kept again."""

import datetime

TWICE = datetime.timedelta(minutes=1)  # the same words of one person within it are a button pressed twice


def just_kept(rows, *, at, when="at", **same):
    """The newest of `rows` (a queryset) that says the same and was kept less than a minute ago; None where none was. One query.

    when: the name of the column that has its moment. The caller holds what the rows belong to, so that nobody keeps one meanwhile.
    """
    return rows.filter(**{f"{when}__gt": at - TWICE}, **same).order_by("-pk").first()
