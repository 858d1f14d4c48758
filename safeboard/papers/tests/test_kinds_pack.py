"""The pack: chosen papers in one, with one cover sheet, contents, and one list of acronyms."""

import io
from dataclasses import replace

import pikepdf

from safeboard.papers.kinds import KINDS
from safeboard.papers.material import Cover
from safeboard.papers.tests.paper_words import facts, headings, paper, sentences
from safeboard.papers.writing import write
from safeboard.plans.tests.small_pictures import EARLIER, action, plan

GLOSSARY = {"CSE": ["Child sexual exploitation"], "PPPG": ["Policy group"]}
EVERY = tuple(key for key in KINDS if key != "pack")


def pack(*chosen, **more):
    picture = replace(plan(action(due="Dec 15", heard_by=EARLIER)), glossary=GLOSSARY)
    usual = {"before": plan(action(due="Dec 15"), day=EARLIER), "meeting": "Board, 22 March 2016"}
    return paper("pack", picture, chosen=chosen, **{**usual, **more})


def test_the_chosen_papers_follow_in_their_order_each_on_a_fresh_page():
    made = pack("exceptions", "changed")

    assert (made.name, headings(made, 1), headings(made, 2)) == (
        "Papers for Board, 22 March 2016",
        ["Papers for Board, 22 March 2016"],
        [
            "Exceptions: what asks for attention",
            "What changed since the last board",
            "Acronyms in this paper",
        ],
    )
    starts = [
        part for part in made.parts if any(words in headings_of(part) for words in headings(made, 2)[:2])
    ]
    assert [part.fresh for part in starts] == [True, True]


def headings_of(part):
    return [getattr(block, "words", "") for block in part.blocks]


def test_the_first_sheet_is_the_packs_and_contents_follow():
    made = pack("changed", cover=Cover("Jo Bloggs", "information"))

    assert (made.parts[0].sheet, made.contents, facts(made, "About this paper")["Author"]) == (
        "Cover",
        True,
        "Jo Bloggs",
    )


def test_there_is_one_list_of_acronyms_at_the_end_whatever_was_chosen():
    made = pack(*EVERY)

    assert [words for words in headings(made) if "Acronyms" in words] == ["Acronyms in this paper"]
    assert [words for words in sentences(made) if words.startswith(("CSE:", "PPPG:", "Acronyms"))] == [
        "PPPG: Policy group"
    ]
    assert made.parts[-1].sheet == "Acronyms"


def test_no_two_parts_are_called_alike():
    sheets = [part.sheet for part in pack(*EVERY, "changed").parts]

    assert len({sheet.casefold() for sheet in sheets}) == len(sheets)


def test_a_pack_of_nothing_says_so():
    assert sentences(pack())[-1] == "No paper was chosen for this pack."


def test_a_title_given_to_the_pack_is_not_given_to_its_papers():
    made = pack("changed", title="The March pack")

    assert (made.name, headings(made, 2)[0]) == ("The March pack", "What changed since the last board")


def test_the_pdf_has_a_bookmark_for_each_paper_and_no_empty_page():
    made = pack(*EVERY)

    with pikepdf.open(io.BytesIO(write(made, "pdf"))) as file:
        with file.open_outline() as outline:
            (top,) = [item for item in outline.root if item.title == made.name]
            marked = [item.title for item in top.children]
        blank = [at for at, page in enumerate(file.pages, 1) if page.Contents.read_bytes().count(b"BT") < 3]

    assert (marked, blank) == (["Contents", *headings(made, 2)], [])
