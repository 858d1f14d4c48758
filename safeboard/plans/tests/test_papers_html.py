import datetime

from lxml import html

from safeboard.plans.outline import ActionLine, IssueLine
from safeboard.plans.papers.layout import PaperOptions
from safeboard.plans.tests.paper_words import small_plan
from safeboard.plans.tests.written import write_html


def opened(outline, **options):
    return html.fromstring(write_html(outline, options=PaperOptions(**options)).decode())


def test_the_page_names_its_title_and_language():
    page = opened(small_plan())

    assert (page.get("lang"), page.findtext(".//title")) == ("en-GB", "Business Plan 2025-28")


def test_column_headings_say_what_they_head():
    heads = opened(small_plan(ActionLine())).findall(".//thead//th")

    assert [(head.text, head.get("scope")) for head in heads] == [
        ("Issue", "col"),
        ("Sub group or Lead", "col"),
        ("Action", "col"),
        ("Completion Date", "col"),
        ("Progress (RAG)", "col"),
    ]


def test_an_issue_heads_its_rows():
    (head,) = opened(small_plan(ActionLine(words="One"), ActionLine(words="Two"))).findall(".//tbody//th")

    assert (head.text_content(), head.get("rowspan"), head.get("scope")) == (
        "1. Gather assurance",
        "2",
        "rowgroup",
    )


def test_each_issue_is_a_group_of_rows():
    plan = small_plan(ActionLine(words="One"), ActionLine(words="Two"))
    plan.priorities[0].issues.append(IssueLine(words="Slavery"))

    assert [len(body) for body in opened(plan).findall(".//tbody")] == [2, 1]


def test_a_table_is_named():
    assert opened(small_plan(ActionLine())).findtext(".//caption") is None
    assert opened(small_plan(ActionLine())).find(".//table").get("aria-label") == "Priority 1: Neglect"


def test_a_rated_cell_has_its_colour():
    cells = opened(small_plan(ActionLine(rating="green"))).findall(".//td[@class]")

    assert [(cell.get("class"), cell.text_content()) for cell in cells] == [("green", "Green")]


def test_the_words_of_a_person_are_never_markup():
    words = "<script>alert(1)</script> & <b>bold</b>"

    page = opened(small_plan(ActionLine(words=words)))
    assert (page.findall(".//script"), page.findall(".//tbody/tr/td")[1].text_content()) == ([], words)


def test_the_file_needs_nothing_else():
    page = opened(small_plan(ActionLine()))

    assert [element for element in page.iter() if element.get("src") or element.get("href")] == []


def test_the_day_of_printing_and_the_mark_of_a_draft_stand_apart_from_the_plan():
    footer = opened(small_plan(), draft=True, printed_on=datetime.date(2026, 11, 3)).find(".//footer")

    assert [part.text for part in footer] == ["Draft", "Printed 3 November 2026"]
