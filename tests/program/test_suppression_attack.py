"""Nobody can work out a count that was withheld: ten thousand tables and a thousand pairs of them, attacked."""

from __future__ import annotations

import pytest

from tests.program.suppression_attack import attacked_pairs, attacked_tables


@pytest.mark.parametrize("seed", range(10))
def test_no_small_count_of_a_table_can_be_worked_out(seed):
    assert attacked_tables(seed, 1000) == []


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("way", ["came", "went"])
def test_no_small_count_can_be_worked_out_from_two_releases(seed, way):
    assert attacked_pairs(seed, way, 125) == []
