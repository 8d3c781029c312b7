"""Hosts: open or closed by cycle, seats left, colours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from program.program import Program
from program.records import Cycle, Host
from tests.program.scene import placed, scene
from tests.ui.setup.conftest import Hands, watch
from ui.setup import uses
from ui.setup.hosts import HostsSection

Setup = Callable[..., Hands]


def hosts(hands: Hands) -> HostsSection:
    section = hands.register("hosts")
    assert isinstance(section, HostsSection)
    watch(section.seats)
    return section


def plan() -> Program:
    return scene(
        placed("a", "ana", "q1", "fin"),
        placed("j", "jon", "q1", "fin"),
        placed("k", "jon", "q2", "ops"),
        Host("cus", name="Customer", seats=2, opens=date(2027, 4, 1)),
    )


@pytest.mark.parametrize(
    ("host", "cycle", "words"),
    [("fin", "q1", "1 too many"), ("fin", "q2", "1 free"), ("ops", "q2", "1 free"), ("cus", "q1", "closed"),
     ("cus", "q2", "2 free")],
)  # fmt: skip
def test_seats_left_in_words(host: str, cycle: str, words: str) -> None:
    program = plan()
    assert uses.seats_words(program, program.of(Host)[host], program.of(Cycle)[cycle]) == words


def test_a_host_closed_with_people_in_it_has_them_too_many() -> None:
    program = plan()
    closed = scene(*plan().everything(), Host("ops", name="Operations", seats=2, closed=("q2",)))
    assert uses.seats_words(closed, closed.of(Host)["ops"], closed.of(Cycle)["q2"]) == "1 too many"
    assert uses.free_ahead(program, program.of(Host)["fin"], date(2027, 7, 1)) == (2, 2)


def test_ticks_in_the_grid_close_and_open_as_one_step(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(plan())
    section = hosts(hands)
    section.by_cycle.click()
    assert section.grid.isVisibleTo(section)
    row = next(at for at, host in enumerate(section.seats.hosts) if host.id == "fin")
    section.grid.setCurrentIndex(section.seats.index(row, 1))
    also = QItemSelectionModel.SelectionFlag.Select
    section.grid.selectionModel().select(section.seats.index(row, 2), also)
    qtbot.keyClick(section.grid, Qt.Key.Key_Space)
    assert hands.program.of(Host)["fin"].closed == ("q2", "q3")
    assert section.seats.index(row, 1).data() == "closed"
    assert section.seats.index(row, 1).data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Unchecked
    assert hands.said == "Closed Finance in 2 cycles"
    qtbot.keyClick(section.grid, Qt.Key.Key_Space)
    assert hands.program.of(Host)["fin"].closed == ()
    hands.window.desk.undo()
    hands.window.desk.undo()
    assert hands.program.of(Host)["fin"].closed == ()


def test_what_its_days_leave_out_cannot_be_ticked(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(plan())
    section = hosts(hands)
    row = next(at for at, host in enumerate(section.seats.hosts) if host.id == "cus")
    assert not section.seats.flags(section.seats.index(row, 0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert section.seats.flags(section.seats.index(row, 1)) & Qt.ItemFlag.ItemIsUserCheckable
    section.show_seats()
    section.grid.setCurrentIndex(section.seats.index(row, 0))
    qtbot.keyClick(section.grid, Qt.Key.Key_Space)
    assert hands.program.of(Host)["cus"].closed == ()


def test_each_cell_says_all_to_a_screen_reader(setup: Setup) -> None:
    hands = setup(plan())
    section = hosts(hands)
    row = next(at for at, host in enumerate(section.seats.hosts) if host.id == "fin")
    said = section.seats.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Finance, Q1, open, 1 too many"


def test_the_panel_closes_a_host_and_gives_it_a_colour(setup: Setup, qtbot: QtBot) -> None:
    hands = setup(plan())
    section = hosts(hands)
    section.table.choose(["fin"])
    tick = section.openings.ticks["q3"]
    assert "1 free" in tick.accessibleName()
    tick.click()
    assert hands.program.of(Host)["fin"].closed == ("q3",)
    sky = section.openings.swatches.buttons[4]
    assert sky.accessibleName() == "Colour 4, sky"
    sky.setFocus()
    qtbot.keyClick(sky, Qt.Key.Key_Right)
    qtbot.keyClick(section.openings.swatches.buttons[5], Qt.Key.Key_Space)
    assert hands.program.of(Host)["fin"].colour == 5
    assert hands.window.desk.undo_title == "Change host Finance"


def test_a_cycle_added_is_a_column_and_one_removed_no_longer(setup: Setup) -> None:
    hands = setup(plan())
    section = hosts(hands)
    section.show_seats()
    cycles = hands.register("cycles")
    cycles.table.choose(["q4"])
    cycles.remove()
    assert section.seats.columnCount() == 3
    hands.window.desk.undo()
    assert section.seats.columnCount() == 4
