"""Small counts are withheld, and others with them. Whether that is enough: `test_suppression_attack.py`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.differencing import following
from program.suppression import enough, label, parts, share, table


def test_a_table_of_large_groups_is_shown_whole():
    found = table(["a", "b"], ["x", "y"], [[10, 20], [0, 30]])
    assert found.inner == ((10, 20), (0, 30)) and found.row_sums == (30, 30) and found.total == 60
    assert found.withheld == 0


def test_a_small_count_takes_a_rectangle_with_it():
    found = table(["a", "b", "c"], ["x", "y"], [[2, 20], [9, 30], [40, 50]])
    assert found.inner == ((None, None), (None, None), (40, 50))
    assert found.row_sums == (22, 39, 90) and found.withheld == 4


@pytest.mark.parametrize(
    "counts",
    [
        [[2, 20], [30, 0]],  # the corner over against it is a zero, which is shown
        [[1, 20], [4, 20]],  # people can be shifted along the rectangle, but not far enough
    ],
)
def test_where_no_rectangle_protects_a_small_count_only_margins_are_shown(counts):
    found = table(["a", "b"], ["x", "y"], counts)
    assert found.inner == () and found.withheld == 4
    assert found.row_sums == tuple(map(sum, counts)) and found.total == sum(map(sum, counts))


def test_small_categories_stand_together():
    found = table(["a", "b", "c"], ["x", "y"], [[1, 1], [2, 2], [40, 50]])
    assert found.rows == (("c",), ("a", "b")) and [label(each) for each in found.rows] == ["c", "Smaller groups"]
    assert found.row_sums == (90, 6)


def test_a_table_much_changed_is_issued_anew():
    names, first = ["a", "b", "c"], [[2, 20], [9, 30], [40, 50]]
    later = [[30, 50], [40, 60], [70, 80]]
    assert table(names, ["x", "y"], first).inner[0] == (None, None)
    second = following(table(names, ["x", "y"], first), names, ["x", "y"], later, moved=179)
    assert second.inner == tuple(map(tuple, later)) and second.total == 330


def test_a_table_of_one_line_is_issued_anew():
    second = following(table(["a"], ["x", "y"], [[10, 20]]), ["a"], ["x", "y"], [[20, 30]], moved=20)
    assert second.inner == ((20, 30),)


def test_a_table_hardly_changed_is_issued_again():
    first = table(["a", "b"], ["x", "y"], [[10, 20], [15, 30]])
    assert following(first, ["a", "b"], ["x", "y"], [[11, 20], [15, 30]], moved=1) is first


def test_where_even_the_total_would_tell_the_earlier_table_is_issued_again():
    first = table(["a", "b"], ["x"], [[5], [6]])
    assert following(first, ["a", "b"], ["x"], [[4], [6]], moved=5) is first


def test_of_two_tables_of_too_few_people_nothing_is_shown():
    first = table(["a", "b"], ["x", "y"], [[1, 1], [1, 0]])
    second = following(first, ["a", "b"], ["x", "y"], [[0, 1], [1, 1]], moved=6)
    assert second.total is None and set(second.row_sums) == {None} and not second.inner


def test_too_few_people_in_all_show_nothing():
    found = table(["a", "b"], ["x", "y"], [[1, 1], [1, 0]])
    assert found.total is None and set(found.row_sums) == {None} and not found.inner


@given(st.lists(st.integers(0, 12), min_size=1, max_size=7), st.integers(3, 6))
def test_no_withheld_part_can_be_worked_out_from_the_total(numbers, least):
    counts = {str(place): count for place, count in enumerate(numbers)}
    shown = parts(counts, least)
    assert all(count is None or count == counts[name] for name, count in shown.items())
    assert all(count is None or count == 0 or count >= least for count in shown.values())
    hidden = [name for name, count in shown.items() if count is None]
    if hidden and len(hidden) < len(numbers):
        rest = sum(numbers) - sum(count for count in shown.values() if count)
        widest = rest - (len(hidden) - 1)  # what one part is at most, every other being at least 1
        assert widest >= least


def test_one_part_alone_is_not_withheld_alone():
    assert parts({"a": 3, "b": 10, "c": 40}) == {"a": None, "b": None, "c": 40}
    assert parts({"a": 0, "b": 10}) == {"a": 0, "b": 10}
    assert parts({"a": 3}) == {"a": None}


def test_percentages_only_of_what_is_published():
    assert (share(5, 20), share(None, 20), share(5, None), share(0, 0)) == (25, None, None, None)
    assert (enough(4), enough(5), enough(0)) == (None, 5, 0)


@pytest.mark.parametrize("work", [lambda: enough(1, 2), lambda: parts({}, 2), lambda: table([], [], [], 2)])
def test_no_least_group_under_three(work):
    with pytest.raises(ValueError, match="least group"):
        work()
