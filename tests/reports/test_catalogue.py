"""The table of documents: every entry can be made with every one of its options."""

from __future__ import annotations

from itertools import product

import pytest

from program.records import KINDS
from program.views import VIEWS
from reports.catalogue import REPORTS, make
from tests.reports import pdf
from tests.reports.papers import FRAME
from tests.reports.world import world

PROGRAM = world(4, 2, 3, 2)


def test_every_document_has_a_view() -> None:
    assert set(REPORTS) == set(VIEWS)
    assert [report.key for report in REPORTS.values()] == list(REPORTS)


@pytest.mark.parametrize("key", REPORTS)
def test_every_option_can_be_chosen(key: str) -> None:
    report = REPORTS[key]
    needed = {option.key: "m00000" for option in report.options if option.required}
    dated = {"day": FRAME.made} if report.dated else {}
    for option in report.options:
        assert option.words
        for choice in option.choices or ():
            assert choice.words
            chosen = {**needed, option.key: choice.key}
            view = VIEWS[key](PROGRAM, **report.view_options(chosen), **dated)
            assert make(key, view, report.framed(FRAME, chosen)).startswith(b"%PDF-")


@pytest.mark.parametrize("key", REPORTS)
def test_defaults_are_choices(key: str) -> None:
    for option in REPORTS[key].options:
        if option.choices:
            assert option.default in {choice.key for choice in option.choices}
            with pytest.raises(KeyError):
                option.value("nothing of the kind")
        else:
            assert option.ref in KINDS or (not option.ref and not option.default)  # a record, or words to type


def test_paper_and_content_are_chosen_together() -> None:
    report = REPORTS["roster"]
    for group, size in product(("role", "status"), ("a3", "letter")):
        chosen = {"group": group, "size": size, "turn": "portrait"}
        data = make("roster", VIEWS["roster"](PROGRAM, **report.view_options(chosen)), report.framed(FRAME, chosen))
        box = pdf.reader(data).pages[0].mediabox
        assert round(box.width) == {"a3": 842, "letter": 612}[size]
        assert ("Mentor" if group == "role" else "In rotation") in [words for _, words, _ in pdf.outline(data)]
