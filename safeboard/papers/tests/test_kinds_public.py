"""The public version: only what is marked public, in plain words, nobody named."""

from dataclasses import replace

import pytest

from safeboard.papers.kinds.public import hints, telling_in
from safeboard.papers.material import Cover, Material
from safeboard.papers.tests.paper_words import every_word, headings, paper, rows, sentences, tables
from safeboard.plans.due import read_due
from safeboard.plans.tests.small_pictures import LATER, action, moved, plan, said

PUBLIC = {"marking": "public", "marking_today": "public"}
GLOSSARY = {"MASH": ["Multi-Agency Safeguarding Hub"], "PPPG": ["Policy and Performance Group"]}
TABLE = "What we promised: Children are heard"


def open_to_all(pk=1, **more):
    return action(pk, **{**PUBLIC, "words": "Open a MASH", **more})


def the_plan(*actions, **more):
    return replace(plan(*actions), **{"glossary": GLOSSARY, **more})


def told(*actions, **more):
    return paper("public", the_plan(*actions), **more)


def test_what_is_not_marked_public_is_not_there():
    made = told(
        open_to_all(),
        action(2, words="Secret of the board", marking="board"),
        action(3, words="Restricted words", marking="restricted"),
        action(4, words="Public no longer", marking="public", marking_today="board"),
        action(5, words="Not public then", marking="board", marking_today="public"),
    )

    assert [row[0] for row in rows(made, TABLE)] == ["Open a Multi-Agency Safeguarding Hub (MASH)"]


def test_a_plan_with_nothing_public_says_so_and_nothing_else():
    made = told(action(words="Secret of the board"))

    assert (sentences(made)[-1], tables(made)) == ("Nothing in the plan is marked public yet.", [])


def test_of_a_restricted_plan_nothing_is_public():
    made = paper("public", the_plan(open_to_all(), marking="restricted"))

    assert tables(made) == []


def test_only_public_updates_are_told_and_only_they_rate():
    spoken = [
        said(1, words="The hub opened.", marking="public", rating="amber"),
        said(2, LATER, "The police worry.", marking="board", rating="red"),
        said(3, LATER, "A case went wrong.", marking="restricted"),
    ]

    ((_, _, _, stands, done),) = rows(told(open_to_all(said=spoken)), TABLE)

    assert (stands, done) == ("Amber: On target", "November 2015: The hub opened.")


def test_a_rating_nobody_gave_in_public_is_not_shown():
    ((_, _, _, stands, _),) = rows(told(open_to_all(said=[said(rating="red")])), TABLE)

    assert stands == ""


def test_what_was_corrected_is_not_told():
    right = said(2, LATER, "It opened in May.", marking="public")
    wrong = said(1, words="It opened in April.", marking="public", corrected_by=right)

    assert rows(told(open_to_all(said=[wrong, right])), TABLE)[0][-1] == "March 2016: It opened in May."


def test_why_a_rating_was_set_over_the_leads_is_not_told():
    over = said(words="The lead is wrong.", marking="public", over=True, rating="red")

    assert rows(told(open_to_all(said=[over])), TABLE)[0][-1] == ""


def test_nothing_says_that_a_date_moved_or_is_late():
    late = open_to_all(due="Dec 15", moved=[moved(1, "Dec 15", "Feb 16", why="Nobody did it.")])

    made = told(late)

    assert (rows(made, TABLE)[0][2], "Nobody did it." in every_word(made)) == ("By 29 February 2016", False)


def test_no_reference_is_printed():
    assert "A77" not in every_word(told(open_to_all(77)))


def test_a_person_who_leads_is_not_named_also_not_in_words():
    leads = ((1, "RB"), (2, "Ruth Baker"), (3, "Ruth Baker, Head of Service"))
    words = "RB and Ruth Baker to open a hub"

    ((promised, who, *_),) = rows(told(open_to_all(leads=leads, words=words)), TABLE)

    assert (promised, who) == (
        "A lead named in the plan and a lead named in the plan to open a hub",
        "A lead named in the plan",
    )


def test_a_person_who_leads_something_else_is_not_named_in_public_words_either():
    made = told(open_to_all(words="Ask RB about it"), action(2, leads=((1, "RB"),), words="Other"))

    assert rows(made, TABLE)[0][0] == "Ask a lead named in the plan about it"


def test_a_body_that_leads_is_called_by_its_name_with_acronyms_written_out():
    leads = ((1, "PPPG"), (2, "Training and Workforce Development sub group"), (3, "MASH Board Chair"))

    ((_, who, *_),) = rows(told(open_to_all(leads=leads, words="Meet")), TABLE)

    assert who.splitlines() == [
        "Policy and Performance Group (PPPG)",
        "Training and Workforce Development sub group",
        "Multi-Agency Safeguarding Hub (MASH) Board Chair",
    ]


def test_a_lead_known_to_hold_a_post_is_called_by_the_post():
    ((_, who, *_),) = rows(told(open_to_all(leads=((1, "RB"),)), roles={1: "Board Manager"}), TABLE)

    assert who == "Board Manager"


def test_a_priority_without_anything_public_is_left_out():
    empty = replace(plan().priorities[0], pk=2, title="Nothing here", issues=[])
    picture = the_plan(open_to_all())
    picture.priorities.append(empty)

    assert headings(paper("public", picture), 2) == ["Children are heard", "Acronyms in this paper"]


def test_outcomes_are_told_only_of_a_plan_marked_public():
    hidden = every_word(paper("public", the_plan(open_to_all())))
    shown = every_word(paper("public", the_plan(open_to_all(), marking="public")))

    assert ("Fewer wait" in hidden, "Fewer wait" in shown) == (False, True)


def test_issues_which_nobody_marks_are_never_told():
    assert "Cases drift" not in every_word(paper("public", the_plan(open_to_all(), marking="public")))


def test_the_reading_age_stands_on_a_draft_only():
    words = [one for one in sentences(told(open_to_all(), draft=True)) if one.startswith("Reading age")]

    # 7 words of 14 syllables in one sentence: 0.39 × 7 + 11.8 × 2 − 15.59 = 10.74
    assert words == ["Reading age: about 16 (Flesch–Kincaid grade 10.7). This line stands in drafts only."]
    assert [one for one in sentences(told(open_to_all())) if one.startswith("Reading age")] == []


def test_the_manager_is_warned_of_what_could_name_somebody_or_is_hard_to_read():
    long = " ".join(["word"] * 26) + "."
    notes = [
        said(1, words="Child A, aged 7, spoke to XY.", marking="public"),
        said(2, words=long, marking="public"),
    ]
    picture = the_plan(open_to_all(said=notes, leads=((1, "Ruth Baker"),), words="Meet", due="May 16"))

    assert hints(Material(picture)) == [
        f"A sentence of more than 25 words: “{long.capitalize()}”",
        "There is what looks like one child’s age. It stands in: “Child A, aged 7, spoke to XY.”",
        "“XY” may be somebody’s initials, or an acronym that the glossary lacks. It stands in: “Child A, aged 7, spoke to XY.”",
        "“Ruth Baker” is shown as “A lead named in the plan”. If it is a group, a post or an agency, say so on the board’s page of leads.",
    ]


def test_an_acronym_of_several_meanings_is_a_hint():
    picture = the_plan(open_to_all(words="Ask the RAG"), glossary={"RAG": ["Red, amber, green", "A group"]})

    assert [one for one in hints(Material(picture)) if "several" in one] == [
        "“RAG” has several meanings in the glossary and is not written out."
    ]


def test_an_action_whose_words_are_its_issues_is_left_out_and_is_a_hint():
    picture = the_plan(open_to_all(words=""))

    assert (tables(paper("public", picture)), hints(Material(picture))) == (
        [],
        ["Priority 5, issue 9 has an action that is public but has no words of its own, and is left out."],
    )


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        (
            [action()],
            "No action is marked public, so the paper tells nothing. Mark what may be told on the plan’s page “What the public may read”.",
        ),
        ([action(), open_to_all(words="Meet"), action()], "Not marked public, and left out: 2 actions of 3."),
    ],
)
def test_what_nobody_marked_public_is_a_hint(actions, sentence):
    assert hints(Material(the_plan(*actions)))[0] == sentence


def test_that_the_plan_is_restricted_is_the_only_hint():
    made = the_plan(open_to_all(), marking="restricted")

    assert hints(Material(made)) == ["The plan is restricted, so the paper tells nothing."]


def test_hints_are_not_printed():
    picture = the_plan(open_to_all(leads=((1, "Ruth Baker"),)))

    assert "Ruth Baker" not in every_word(paper("public", picture, draft=True))


def test_a_date_without_a_day_is_told_in_words():
    picture = the_plan(open_to_all(words="Meet", due="On going"))

    assert (read_due("On going").kind, rows(paper("public", picture), TABLE)[0][2]) == ("ongoing", "Ongoing")


def test_a_body_whose_acronym_the_glossary_lacks_is_still_a_body():
    """That a group is “a named person” would be an invention."""
    leads = ((1, "CAPI"), (2, "Comms Group"), (3, "Divisional Director"))
    ((_, who, *_),) = rows(told(open_to_all(leads=leads, words="Meet")), TABLE)

    assert who.splitlines() == ["CAPI", "Comms Group", "Divisional Director"]


def test_a_name_in_the_middle_of_a_sentence_is_warned_of():
    spoken = [said(1, words="We met with Sarah Jones of the school.", marking="public")]
    picture = the_plan(open_to_all(said=spoken))

    assert telling_in(Material(picture)) == [
        "“Sarah Jones” may be somebody’s name. It stands in: “We met with Sarah Jones of the school.”"
    ]


def test_nobody_who_wrote_it_is_named_on_its_cover_or_in_its_properties():
    made = told(open_to_all(), cover=Cover("Jo Day", "information"))

    assert (made.author, "Jo Day" in every_word(made)) == (made.parts[0].blocks[0].line.text, False)
