import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from safeboard.core.charts import Row, Segment, Series, load_bars, rating_bars, stacked_bars

LEGEND = {"red": "Off target", "amber": "On target", "green": "Complete"}
ROWS = [
    Row("1. Neglect", {"red": 1, "green": 3, "": 4}),
    Row("2. Voice", {"amber": 2}, href="/plan?priority=2"),
]


def ratings(rows=ROWS, legend=LEGEND):
    return rating_bars(key="ratings", title="Ratings by priority", of="Priority", legend=legend, rows=rows)


def drawn(chart):
    return lxml_html.fromstring(render_to_string("components/chart.html", {"chart": chart}))


def test_the_longest_bar_is_the_whole_width_and_the_others_are_to_its_scale():
    first, second = ratings().bars
    assert [(part.key, part.left, part.width) for part in first.segments] == [
        ("red", 0.0, 12.5), ("green", 12.5, 37.5), ("none", 50.0, 50.0),
    ]  # fmt: skip
    assert [(part.key, part.left, part.width) for part in second.segments] == [("amber", 0.0, 25.0)]


def test_a_bar_is_said_in_words():
    assert [bar.words for bar in ratings().bars] == [
        "1 Red: Off target, 3 Green: Complete, 4 Not rated; 8 in all.",
        "2 Amber: On target; 2 in all.",
    ]


def test_a_bar_of_nothing_has_no_segments_and_says_none():
    (bar,) = ratings([Row("4. New", {})]).bars
    assert (bar.segments, bar.words, bar.total) == ([], "None.", 0)


def test_a_rating_the_legend_lacks_is_shown_under_its_own_name():
    series = ratings([Row("1", {"blue": 2})], legend={"red": "Off target"}).series
    assert series == [Series("red", "Red: Off target"), Series("blue", "Blue")]


def test_not_rated_is_in_the_legend_only_where_something_is_not_rated():
    assert [one.key for one in ratings([Row("1", {"red": 1, "": 0})]).series] == ["red", "amber", "green"]


def test_a_number_without_room_is_left_to_the_table():
    (bar,) = ratings([Row("1", {"red": 1, "green": 99})]).bars
    assert bar.segments == [Segment("red", 0.0, 1.0, ""), Segment("green", 1.0, 99.0, "99")]


def test_the_load_of_a_lead_is_what_is_late_and_what_is_not():
    rows = [Row("PPPG", {"late": 2, "open": 6})]
    chart = load_bars(key="load", title="Load on each lead", of="Lead", rows=rows)
    assert [bar.words for bar in chart.bars] == ["2 Late, 6 Not late; 8 in all."]


@given(st.lists(st.lists(st.integers(0, 500), min_size=3, max_size=3), max_size=12))
def test_segments_follow_one_another_and_never_leave_the_picture(counts):
    series = [Series(key, key) for key in "abc"]
    rows = [Row(str(number), dict(zip("abc", row, strict=True))) for number, row in enumerate(counts)]
    for bar in stacked_bars(key="k", title="t", of="o", series=series, rows=rows).bars:
        edge = 0.0
        for part in bar.segments:
            assert part.left == pytest.approx(edge, abs=0.02)
            edge = part.left + part.width
        assert edge <= 100.02


def test_every_picture_has_a_title_and_a_description_that_it_names():
    for picture in drawn(ratings()).xpath("//svg[@role='img']"):
        named = picture.get("aria-labelledby").split()
        assert [one.get("id") for one in picture.iter("title", "desc")] == named


def test_no_id_is_on_a_page_twice_when_it_holds_two_charts():
    load = load_bars(key="load", title="Load", of="Lead", rows=[Row("PPPG", {"late": 1})])
    ids = drawn(ratings()).xpath("//@id") + drawn(load).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_table_behind_says_every_number():
    table = [
        [cell.text_content() for cell in row.iter("th", "td")]
        for row in drawn(ratings()).xpath("//table//tr")
    ]
    assert table == [
        ["Priority", "Red: Off target", "Amber: On target", "Green: Complete", "Not rated", "All"],
        ["1. Neglect", "1", "0", "3", "4", "8"],
        ["2. Voice", "0", "2", "0", "0", "2"],
    ]


def test_the_name_of_a_bar_leads_where_it_was_told_to():
    assert drawn(ratings()).xpath("//li//a/@href") == ["/plan?priority=2"]


def test_names_from_people_are_escaped():
    assert drawn(ratings([Row("<script>x</script>", {"red": 1})])).xpath("//script") == []
