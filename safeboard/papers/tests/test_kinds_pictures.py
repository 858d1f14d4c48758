"""The plan in pictures: every drawing with its sentence and its table, the timeline a priority at a time."""

from safeboard.core.paper.blocks import Picture
from safeboard.papers.tests.paper_words import headings, paper, tables
from safeboard.plans.tests.small_pictures import action, plan


def drawings(made):
    return [block for block in made.blocks if isinstance(block, Picture)]


def test_each_picture_has_a_sentence_and_a_table_behind_it():
    made = paper("pictures", plan(action(1, due="Dec 15"), action(2, due="On going")))

    assert [one.title for one in drawings(made)] == [
        "Ratings by priority",
        "Ratings at each meeting",
        "Open actions of each lead",
        "How far dates have moved",
        "When each action is due",
    ]
    assert all(one.words for one in drawings(made))
    assert tables(made) == [f"{one.title}, as a table" for one in drawings(made)]


def test_the_timeline_of_each_priority_stands_on_a_page_of_its_own():
    made = paper("pictures", plan(action(1, due="Dec 15")))

    assert made.parts[-1].fresh is True
    assert [words for words in headings(made) if words.startswith("When each action is due")] != []


def test_an_action_without_words_is_called_as_its_issue_is():
    made = paper("pictures", plan(action(1, words="", due="Dec 15")))

    assert "A1" in drawings(made)[-1].svg
