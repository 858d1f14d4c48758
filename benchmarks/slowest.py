"""The slowest query of the measured pages, on the database that DATABASE_URL names. Prints JSON: [page, milliseconds, SQL, its plan].

Each page is asked for several times, and of each query the quickest time counts: what is left is the query's own.
"""

import json
import os

TIMES = 4


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeboard.config.settings")
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    print(json.dumps(slowest()))


def slowest():
    from contextlib import nullcontext

    from django.db import connection

    from benchmarks.pages import PAGES, keys_of
    from safeboard.core import remembered

    # Each waited for, so that it has a time of its own, and with its values in it, so that it can be explained.
    remembered._together, remembered._cursor = nullcontext, connection.cursor
    keys = keys_of(os.environ["DATABASE_URL"])
    found = [(*of_page(page.path.format(**keys), page.who), page.what) for page in PAGES]
    milliseconds, sql, what = max(found)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        plan = [line for (line,) in cursor.fetchall()]
    return [what, milliseconds, sql, plan]


def of_page(path, who):
    """(milliseconds, SQL) of the slowest query of a page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from safeboard.people.models import User

    client, best = Client(), {}
    client.force_login(User.objects.get(email=who))
    client.get(path)
    for _ in range(TIMES):
        with KeptQueries(connection, CaptureQueriesContext) as captured:
            client.get(path)
        for query in captured:
            sql, taken = query["sql"], 1000 * float(query["time"])
            best[sql] = min(taken, best.get(sql, taken))
    return max((taken, sql) for sql, taken in best.items())


def KeptQueries(connection, capture):
    """Django forgets what it captured where a request begins, as each of a client does."""
    from django.core.signals import request_started
    from django.db import reset_queries

    request_started.disconnect(reset_queries)
    return capture(connection)


if __name__ == "__main__":
    main()
