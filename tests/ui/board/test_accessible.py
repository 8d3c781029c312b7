"""What a screen reader finds on the board. Qt's objects for it crash when collected: hence the child process."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from PySide6.QtCore import Qt

from tests.program.scene import mentor, placed
from tests.ui.board.boards import Boards, filled, ungrouped

WALK = """
import json, os, sys
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

application = QApplication([])
from tests.ui.board.boards import filled
from ui.board.idle import Idle
from ui.board.judgements import Judgements
from ui.board.look import Group, Look
from ui.board.model import BoardModel
from ui.board.view import BoardView
from ui.theme import theme

theme()
QAccessible.setActive(True)
root, program = QObject(), filled()
idle = Idle(("lift", "draw", "fits", "ahead", "count", "judge"), root)
judgements = Judgements(idle, root)
look = Look(groups=(Group.NONE,) * 3)
view = BoardView(BoardModel(program, look, judgements, root), judgements, idle, look)
view.resize(900, 500)
view.show()
view.choose(["a2"])
table = QAccessible.queryAccessibleInterface(view)
found = []
for place in range(table.childCount()):
    child = table.child(place)
    found.append([child.role().name, child.text(QAccessible.Text.Name), bool(child.state().selected)])
print(json.dumps({"role": table.role().name, "name": table.text(QAccessible.Text.Name), "children": found}), flush=True)
os._exit(0)
"""


def test_the_tree_holds_headers_and_every_cell_in_words() -> None:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    run = subprocess.run(
        [sys.executable, "-c", WALK],
        env={**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    told = json.loads(run.stdout)
    assert (told["role"], told["name"]) == ("Table", "Board")
    words = [(role, name) for role, name, _ in told["children"]]
    assert ("ColumnHeader", "Q1, foundation, 1 Jan – 30 Mar 2027, 2 of 5 seats taken") in words
    assert ("RowHeader", "Ana Ruiz, Product") in words
    assert ("Cell", "Ana Ruiz, Q1, Operations with B. Okafor") in words
    assert ("Cell", "Jon Bakke, Q4, unplaced") in words
    assert ("Cell", "Ana Ruiz, 2 of 6 functions met") in words
    assert [name for role, name, chosen in told["children"] if chosen and role == "Cell"] == [
        "Ana Ruiz, Q2, Finance with L. Chen"
    ]


def test_a_cell_tells_pins_states_and_warnings(board: Boards) -> None:
    plain = ungrouped(
        board,
        filled(
            placed("a2", "ana", "q2", "fin", "chen", pinned=True, project="Cash"),
            mentor("chen", "Li Chen", manager="ana"),
        ),
    )
    words = plain.page.model.index_of("a2").data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Ana Ruiz, Q2, Finance with L. Chen, Cash, pinned, one broken rule: L. Chen reports to them"


def test_everything_that_takes_the_keyboard_has_a_name(board: Boards) -> None:
    from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

    plain = ungrouped(board, filled())
    plain.click("a2")
    plain.panel_text()
    plain.page.panel.edit()
    nameless = [
        type(each).__name__
        for top in (plain.page, plain.page.panel)
        for each in top.findChildren(QWidget)
        if each.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and each.isVisibleTo(top)
        and not each.accessibleName()
        and not (isinstance(each, QAbstractButton | QLabel) and each.text())
        and type(each).__name__ not in ("QScrollArea", "QScrollBar")
    ]
    assert nameless == []
