"""`rotunda rounds`: it needs no book, and answers in words or data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.__main__ import main
from desktop.cli import DONE, ELSE, USAGE


def data(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    assert main(["rounds", *map(str, words), "--json"]) == DONE
    return json.loads(capsys.readouterr().out)


def test_rounds_in_which_nobody_meets_twice(capsys: pytest.CaptureFixture[str]) -> None:
    said = data(capsys, "--people", 120, "--size", 6, "--rounds", 6)
    assert said["repeats"] == 0
    assert [len(tables) for tables in said["rounds"]] == [20] * 6
    assert sorted(p for table in said["rounds"][0] for p in table) == list(range(1, 121))
    assert said["sit_out"] == [[]] * 6


def test_the_same_seed_gives_the_same_words(capsys: pytest.CaptureFixture[str]) -> None:
    texts = []
    for seed in (3, 3, 4):
        assert main(["rounds", "--people", "13", "--rounds", "3", "--seed", str(seed), "--moves", "2000"]) == DONE
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1] != texts[2]
    assert texts[0].startswith("Round 1\n  Table 1: ")


def test_hosts_pairs_apart_and_sizes_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    said = data(capsys, "--people", 10, "--rounds", 2, "--sizes", "4,3,3", "--hosts", "9,2,5", "--apart", "1-3")
    assert [[len(table) for table in tables] for tables in said["rounds"]] == [[4, 3, 3]] * 2
    for tables in said["rounds"]:
        assert [host in table for host, table in zip((9, 2, 5), tables, strict=True)] == [True] * 3
        assert not any({1, 3} <= set(table) for table in tables)


def test_what_cannot_be_is_said_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    said = data(capsys, "--people", 12, "--size", 4, "--rounds", 2, "--moves", "20000")
    assert said["repeats"] == said["least_repeats"] == 3
    assert "only 3 tables" in said["words"]
    assert all(each["rounds"] == [1, 2] for each in said["pairs_repeats"])


def test_who_sits_out_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rounds", "--people", "9", "--rounds", "2", "--exact", "--moves", "2000"]) == DONE
    assert capsys.readouterr().out.count("Sit out: ") == 2


@pytest.mark.parametrize("words", ["--people 1", "--people 8 --apart 3", "--people 8 --size 1", "--people 8 --sizes a"])
def test_a_wish_that_makes_no_sense_ends_in_a_sentence(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rounds", "--rounds", "2", *words.split()]) == ELSE
    assert "Nothing was planned." in capsys.readouterr().err


def test_people_must_be_told() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["rounds", "--rounds", "2"])
    assert ended.value.code == USAGE
