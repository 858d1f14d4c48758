"""A priority stays on one page of A4, however much there is to say of it."""

import io
from dataclasses import replace

import pikepdf
import pytest

from safeboard.papers.material import Cover
from safeboard.papers.tests.paper_words import paper, rows, tables
from safeboard.papers.writing import write
from safeboard.plans.picture import OutcomePicture
from safeboard.plans.tests.small_pictures import DAY, EARLIER, LATER, action, moved, plan, said

PLAIN = "Train every school to see the signs of neglect and to ask for help early".split()
WIDE = "Commissioning arrangements notwithstanding multi-agency safeguarding responsibilities".split()
DAYS = [DAY(2015, 3, 10), DAY(2015, 6, 9), DAY(2015, 9, 8), EARLIER]


def words(count, stock):
    return " ".join((stock * (count // len(stock) + 1))[:count])


def pages(made):
    with pikepdf.open(io.BytesIO(write(made, "pdf"))) as file:
        return len(file.pages)


def actions(count, length, stock, leads):
    """A third is late, a third is done, a third comes next or has moved."""
    text = words(length, stock)
    kinds = [
        lambda pk: action(pk, words=text, due="Dec 15", leads=leads, said=[said(rating="red")]),
        lambda pk: action(pk, words=text, leads=leads, said=[said(on=LATER, rating="green", complete=True)]),
        lambda pk: action(pk, words=text, due="May 16", leads=leads),
        lambda pk: action(pk, words=text, due="May 16", leads=leads, moved=[moved(pk, "May 16", "Dec 16")]),
    ]
    return [kinds[pk % len(kinds)](pk) for pk in range(1, count + 1)]


def busy(count=16, length=14, outcomes=5, stock=PLAIN, leads=((7, "PPPG"),), known=3):
    picture = plan(*actions(count, length, stock, leads), title=words(length, stock))
    (priority,) = picture.priorities
    priority.outcomes = [OutcomePicture(pk, str(pk), words(length, stock)) for pk in range(outcomes)]
    used = dict.fromkeys(
        [*[name for _, name in leads], *stock][:known], ["What it is called when written out"]
    )
    return replace(picture, glossary=used)


def page_of(picture, **more):
    trend = [replace(picture, day=day) for day in DAYS]
    before = plan(day=EARLIER)
    before.priorities[0].issues[0].actions = [
        replace(one, day=EARLIER, said=[], moved=[], _standing=None) for one in picture.actions
    ]
    return paper(
        "priority", picture, before=before, trend=[*trend, picture], meeting="Board, 22 March 2016", **more
    )


def shown(made):
    return sum(len(rows(made, title)) for title in tables(made))


def test_a_normal_priority_of_sixteen_actions_is_one_page_with_most_of_what_happened():
    made = page_of(busy())

    assert (pages(made), shown(made) >= 6) == (1, True)


@pytest.mark.parametrize("stock", [PLAIN, WIDE])
@pytest.mark.parametrize(
    "leads", [((7, "PPPG"),), ((1, "Learning and Development Group"), (2, "Strategic Director"))]
)
@pytest.mark.parametrize(("count", "length", "outcomes"), [(1, 5, 1), (16, 30, 6), (40, 14, 9), (80, 60, 12)])
def test_a_crowded_one_is_one_page_too(stock, leads, count, length, outcomes):
    assert pages(page_of(busy(count, length, outcomes, stock, leads, known=10))) == 1


def test_with_a_cover_sheet_it_is_two_pages():
    assert pages(page_of(busy(), cover=Cover("Jo Bloggs", "decision"))) == 2


def test_a_paper_of_one_priority_is_one_page():
    assert pages(page_of(busy(), priority=1)) == 1


def test_every_priority_has_a_page():
    picture = busy()
    more = [replace(picture.priorities[0], pk=pk, number=str(pk)) for pk in (6, 7)]
    made = page_of(replace(picture, priorities=[*picture.priorities, *more]))

    assert (pages(made), [part.fresh for part in made.parts]) == (3, [False, True, True])
