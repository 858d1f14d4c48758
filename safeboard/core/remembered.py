"""Queries that are written once for each shape of what they ask, and afterwards only bound and sent, all together.

Writing a query with the ORM and turning it into SQL costs more than asking it: of a page about one action it was more
than half (docs/decisions/0026). What is remembered is the SQL that the ORM itself wrote, with the places of its values.
"""

import datetime
from collections import namedtuple
from contextlib import nullcontext
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection

MOMENT = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """One query in SQL. values: what is bound, or, where its SQL is kept, which of the values asked with: `Place`s among them."""

    sql: str
    values: tuple
    row: type
    converters: tuple


@dataclass(frozen=True, slots=True)
class Place:
    """A value that is bound anew: one by name, or one of a list by its number there."""

    name: str
    number: int | None = None


class Remembered:
    """write(**values) -> {name: queryset}, each ending in `values_list`; the values are keys in lists, days, moments or None.

    The querysets may depend on the shape of the values only: which are None, and how long the lists are. A list is
    filled up with its last key to the next power of two, so that there are few lengths: it may only be looked for in.
    """

    def __init__(self, write):
        self.write, self.kept = write, {}

    def ask(self, **values):
        """{name: [rows]}, each row a named tuple of what its `values_list` names. As many queries as `write` gives."""
        values = {name: _filled_up(value) for name, value in values.items()}
        shape = (connection.vendor, *(_shape(value) for value in values.values()))
        if shape not in self.kept:
            self.kept[shape] = self._keep(values)
        return _ask({name: _bound(one, values) for name, one in self.kept[shape].items()})

    def _keep(self, values):
        stand_ins, places = _stand_ins(values)
        written = {name: _in_sql(rows) for name, rows in self.write(**stand_ins).items()}
        return {name: one and _with_places(one, places) for name, one in written.items()}


def _filled_up(value):
    if not isinstance(value, list) or not value:
        return value
    return value + value[-1:] * ((1 << (len(value) - 1).bit_length()) - len(value))


def _shape(value):
    return len(value) if isinstance(value, list) else type(value)


def _stand_ins(values):
    """(values of the same shape that occur nowhere else, {one of them as it is bound: its place})."""
    stand_ins, places = {}, {}

    def stand_in(value, place):
        number = len(places) + 1
        made = (
            -(10**9) - number
            if isinstance(value, int)
            else MOMENT + datetime.timedelta(microseconds=number)
            if isinstance(value, datetime.datetime)
            else MOMENT.date() + datetime.timedelta(days=number)
        )
        places[_as_bound(made)] = place
        return made

    for name, value in values.items():
        if isinstance(value, list):
            stand_ins[name] = [stand_in(one, Place(name, number)) for number, one in enumerate(value)]
        else:
            stand_ins[name] = None if value is None else stand_in(value, Place(name))
    return stand_ins, places


def _as_bound(value):
    """What the database is handed for a value."""
    if isinstance(value, datetime.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, datetime.date) else value


def _in_sql(rows):
    """A queryset as `Written`; None where it can find nothing, as where a list of keys is empty."""
    compiler = rows.query.get_compiler(connection=connection)
    try:
        sql, values = compiler.as_sql()
    except EmptyResultSet:
        return None
    converters = compiler.get_converters(expression for expression, _, _ in compiler.select)
    row = namedtuple(f"{rows.model.__name__}Row", rows._fields)  # noqa: PYI024
    return Written(sql, tuple(values), row, tuple(converters.items()))


def _with_places(written, places):
    return Written(
        written.sql,
        tuple(places.get(value, value) for value in written.values),
        written.row,
        written.converters,
    )


def _bound(written, values):
    """(query, its values): (None, ()) where it can find nothing."""
    if written is None:
        return None, ()
    return written, [
        _value_of(value, values) if isinstance(value, Place) else value for value in written.values
    ]


def _value_of(place, values):
    value = values[place.name]
    return _as_bound(value if place.number is None else value[place.number])


# --- Asking ---


def _ask(queries):
    """Send them all and then read what comes. queries: {name: (Written, what to bind)}."""
    connection.ensure_connection()
    with _together():
        asked = {name: written and _sent(written.sql, values) for name, (written, values) in queries.items()}
        return {name: _rows(queries[name][0], cursor) for name, cursor in asked.items()}


def _together():
    """On PostgreSQL what is sent is not waited for before the next is; SQLite answers at once."""
    return connection.connection.pipeline() if connection.vendor == "postgresql" else nullcontext()


def _sent(sql, values):
    cursor = _cursor()
    cursor.execute(sql, values)
    return cursor


def _cursor():
    """As Django's own, but on PostgreSQL it binds there, so that a query asked often is planned once."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor
    from psycopg.types.datetime import TimestamptzLoader

    cursor = ServerBindingCursor(connection.connection)
    cursor.adapters.register_loader("timestamptz", TimestamptzLoader)  # Django's own is many times slower
    return (
        connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
    )


def _rows(written, cursor):
    if written is None:
        return []
    rows = cursor.fetchall()
    cursor.close()
    for place, (converters, expression) in written.converters:
        for convert in converters:
            rows = [
                (*row[:place], convert(row[place], expression, connection), *row[place + 1 :]) for row in rows
            ]
    return list(map(written.row._make, rows))
