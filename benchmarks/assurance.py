"""How long 400 schools take: issuing 60 questions to each, and the page with the heat map of their returns. Prints JSON: [[what, seconds, goal]].

In an empty database beside the one that DATABASE_URL names (PostgreSQL where it does), dropped at the end. Wall-clock
seconds, since most of the work is the database's. A second exercise is the one that counts: last time's answers are
carried forward in it.
"""

import json
import os
import statistics
import time
from decimal import Decimal

SCHOOLS, QUESTIONS = 400, 60


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeboard.config.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()  # so that the client's pages are answered
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        print(json.dumps([*figures(connection.vendor)]))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def figures(vendor):
    from django.test import Client
    from django.urls import reverse

    from safeboard.assurance.outline import QuestionLine
    from safeboard.assurance.tests import factories as make

    board = make.a_board("Harrowmere")
    questions = [
        QuestionLine(f"1.{number}", f"Question {number}?", scale="met") for number in range(QUESTIONS)
    ]
    version = make.a_version(board, *questions)
    schools = [make.an_agency(f"School {number}", board, sector="school") for number in range(SCHOOLS)]
    hand_over_all(issued(version, board, schools, "The year before")[1])
    seconds, returns = issued(version, board, schools, "This year")
    where = f"{SCHOOLS} schools × {QUESTIONS} questions, {vendor}"
    yield f"issue an exercise with last time’s answers carried: {where}", seconds, 5
    exercise = hand_over_all(returns, judge_by=board)
    client, page = Client(), reverse("assurance:heat_map", args=[exercise.pk, board.slug])
    client.force_login(make.someone("business_manager", board))
    taken = []
    for _ in range(4):
        began = time.perf_counter()
        assert client.get(page).status_code == 200
        taken.append(time.perf_counter() - began)
    yield f"the page with the heat map: {where}", statistics.median(taken[1:]), 1


def issued(version, board, schools, title):
    """(seconds, the returns)"""
    from safeboard.assurance import services
    from safeboard.assurance.tests import factories as make

    exercise = make.an_exercise(version, title=title)
    for number, school in enumerate(schools):
        who = {"author_name": f"Head {number}", "author_email": f"head@school{number}.example"}
        services.ask_agency(exercise, school, **who, **make.by_now())
    began = time.perf_counter()
    returns = services.issue(exercise, **make.by_now())
    return time.perf_counter() - began, returns


def hand_over_all(returns, judge_by=None):
    """Every return answered and with the boards, in bulk: what is measured is not the answering. Returns the exercise."""
    from django.utils import timezone

    from safeboard.assurance.asking import questions_of
    from safeboard.assurance.models import Answer, Judgement, Return, Said, Step

    at, by = timezone.now(), {"by_name": "Head"}
    Answer.objects.filter(to__in=returns).delete()
    questions = questions_of(returns[0])
    said = [
        Said(to=to, question=one, number=2, value=str((to.pk + one.pk) % 4), at=at, **by)
        for to in returns
        for one in questions
    ]
    Said.objects.bulk_create(said, batch_size=2000)
    rows = list(Said.objects.filter(to__in=returns, number=2))
    answers = [
        Answer(to_id=one.to_id, question_id=one.question_id, said=one, worth=Decimal(one.value))
        for one in rows
    ]
    Answer.objects.bulk_create(answers, batch_size=2000)
    handed: dict = {}
    for one in rows:
        handed.setdefault(one.to_id, []).append(one.pk)
    Step.objects.bulk_create(Step(to=to, what="submitted", said=handed[to.pk], at=at, **by) for to in returns)
    Return.objects.filter(pk__in=[to.pk for to in returns]).update(state="submitted")
    if judge_by:
        judgements = [
            Judgement(to=to, board=judge_by, question=one, value="1", worth=1, why="Seen", at=at, **by)
            for to in returns
            for one in questions
        ]
        Judgement.objects.bulk_create(judgements, batch_size=2000)
    return returns[0].exercise


if __name__ == "__main__":
    main()
