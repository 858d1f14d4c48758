"""What may be shown of answers that name nobody."""

from hypothesis import given
from hypothesis import strategies as st

from safeboard.assurance.anonymity import Shown, what_may_be_shown


def test_a_group_of_five_stands_alone_and_one_of_four_is_hidden():
    assert what_may_be_shown({"members": 5, "officers": 4}) == Shown(("members",), (), ("officers",))


def test_two_small_groups_go_together_where_together_they_are_five():
    assert what_may_be_shown({"members": 9, "officers": 3, "lay": 2}) == Shown(
        ("members",), ("officers", "lay"), ()
    )


def test_two_small_groups_that_are_four_together_are_hidden():
    assert what_may_be_shown({"officers": 2, "lay": 2}) == Shown((), (), ("officers", "lay"))


def test_a_group_of_which_nobody_answered_is_nowhere():
    assert what_may_be_shown({"members": 5, "lay": 0}) == Shown(("members",), (), ())


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 12)))
def test_nothing_that_is_shown_or_left_over_from_a_total_is_of_fewer_than_five(counts):
    shown = what_may_be_shown(counts)
    told = [counts[group] for group in shown.alone] + [sum(counts[group] for group in shown.together)] * bool(
        shown.together
    )
    assert all(count >= 5 for count in told)
    assert sum(counts[group] for group in shown.in_total) == sum(told)
    assert sorted(shown.in_total + shown.hidden) == sorted(group for group, count in counts.items() if count)
