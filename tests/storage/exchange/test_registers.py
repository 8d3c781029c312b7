"""Records of every register go out as a table and come back without a change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from program.intake import IMPORTED, Facts, Outcome, Row, Table, prepare_records, suggest_records
from program.intake.headings import ROTUNDA_ID
from program.records import KINDS, Tier
from storage.exchange.export import sheet
from storage.exchange.tables import read_table
from storage.exchange.write import as_csv, as_xlsx
from tests.program.registers_scene import full

TODAY = date(2027, 3, 1)
#: Kinds of which the scene has some.
THERE = [key for key in IMPORTED if full().of(KINDS[key].cls)]


@pytest.mark.parametrize("key", THERE)
@pytest.mark.parametrize("with_ids", [True, False])
def test_what_goes_out_comes_back_without_a_change(key: str, with_ids: bool) -> None:
    program = full()
    out = sheet(program, KINDS[key].cls, Tier.RESTRICTED)
    first = 0 if with_ids else out.headings.index(ROTUNDA_ID) + 1
    rows = tuple(Row(number, tuple(row[first:])) for number, row in enumerate(out.rows, 2))
    table = Table(tuple(out.headings[first:]), rows, Facts(f"{key}.csv", "CSV"))
    intake = prepare_records(table, program, suggest_records(table, key, TODAY))
    assert not intake.problems
    assert intake.count(Outcome.UNCHANGED) == len(rows) > 0
    assert not intake.change.pairs


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_also_through_a_file(tmp_path: Path, suffix: str) -> None:
    program = full()
    for key in ("goal", "performance", "baseline", "answers"):
        out = sheet(program, KINDS[key].cls, Tier.RESTRICTED)
        path = tmp_path / f"{key}{suffix}"
        path.write_bytes(as_csv(out) if suffix == ".csv" else as_xlsx([out]))
        table = read_table(path)
        intake = prepare_records(table, program, suggest_records(table, key, TODAY))
        assert not intake.problems, key
        assert not intake.change.pairs, key
