"""A chart on a page: it is drawn beside the window, says what lies under pointer and keyboard, and leaves recorded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QDialog, QToolButton
from pytestqt.qtbot import QtBot

from program.metrics.pictures import Bar, Bars, Heat, Picture
from program.program import Program
from program.records import Consent, Measure, Person, Purpose, Release, Role, Tier
from tests.program.scene import scene
from tests.ui.conftest import quiet
from ui.parts.chart import NOT_DRAWN, ChartView
from ui.parts.chart_file import Remakes
from ui.parts.chart_table import TableDialog
from ui.theme import theme
from ui.window import Window

Opened = Callable[..., Window]


def pipeline(*counts: int) -> Bars:
    labels = ("Ready now", "1–2 years", "3–5 years")
    return Bars(
        key="readiness", title="Most are ready soon", note=f"Sponsor ratings, n = {sum(counts)}",
        measure=Measure.READINESS, tier=Tier.AGGREGATE,
        bars=tuple(Bar(label, float(count), count) for label, count in zip(labels, counts, strict=True)),
    )  # fmt: skip


def names(program: Program) -> Heat:
    """A picture that names people: made of whoever is in the program."""
    rows = tuple(person.name for person in program.people(Role.MENTEE))
    return Heat(
        key="exposure", title="Who met what", note=f"n = {len(rows)}", measure=Measure.EXPOSURE, rows=rows,
        columns=("Finance",), cells=tuple((1.0,) for _ in rows),
    )  # fmt: skip


@pytest.fixture
def chart(opened: Opened, qtbot: QtBot) -> ChartView:
    """An empty chart in a window."""
    window = opened()
    view = ChartView(window.desk, parent=window)
    view.resize(480, 300)
    view.move(200, 100)
    view.show()
    view.raise_()
    return view


def show(chart: ChartView, qtbot: QtBot, picture: Picture) -> None:
    """Show it, and wait until it is drawn."""
    chart.show_picture(picture, Remakes(lambda _program: picture))
    qtbot.waitUntil(lambda: chart.canvas.fresh, timeout=20_000)


def window_of(chart: ChartView) -> Window:
    window = chart.window()
    assert isinstance(window, Window)
    return window


def test_it_is_drawn_and_says_its_finding_and_its_table(chart: ChartView, qtbot: QtBot) -> None:
    show(chart, qtbot, pipeline(12, 21, 15))
    assert chart.title.text() == "Most are ready soon"
    assert chart.note.text() == "Sponsor ratings, n = 48"
    assert len(chart.canvas.spots) >= 3
    assert chart.canvas.accessibleName() == "Most are ready soon"
    assert "1–2 years, 21" in chart.canvas.accessibleDescription()


def test_the_arrows_walk_every_value_and_escape_leaves(chart: ChartView, qtbot: QtBot) -> None:
    show(chart, qtbot, pipeline(12, 21, 15))
    canvas = chart.canvas
    canvas.window().activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(canvas.hasFocus)
    said = []
    for _ in canvas.spots:
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
        said.append(canvas.said)
    assert said == [spot.words for spot in canvas.spots]
    assert any("21" in words for words in said)
    assert canvas.accessibleName() == f"Most are ready soon. {said[-1]}"
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.said == said[0]
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.said == ""
    assert canvas.accessibleName() == "Most are ready soon"


def test_the_pointer_reads_the_value_it_is_over(chart: ChartView, qtbot: QtBot) -> None:
    show(chart, qtbot, pipeline(12, 21, 15))
    spot = chart.canvas.spots[1]
    middle = QPoint(round(spot.x + spot.width / 2), round(spot.y + spot.height / 2))
    qtbot.mouseMove(chart.canvas, middle)
    qtbot.waitUntil(lambda: chart.canvas.said == spot.words)
    assert chart.canvas.spot_at(QPointF(-80, -80)) == -1


@pytest.mark.parametrize("name", ["$x^2$ {braces}", "<b>bold</b> & co", "أحمد", "陈丽", "👩‍🚀 Zoë", "W" * 200, "a\nb"])
def test_no_name_breaks_a_chart(chart: ChartView, qtbot: QtBot, name: str) -> None:
    bars = Bars(key="x", title=name, note=name, bars=(Bar(name, 3.0, 3), Bar("Other", 1.0, 1)))
    show(chart, qtbot, bars)
    chart.canvas.setFocus()
    for _ in chart.canvas.spots:
        qtbot.keyClick(chart.canvas, Qt.Key.Key_Right)
        assert not chart.canvas.grab().isNull()
    assert chart.title.text() == name


def test_the_newest_picture_wins_and_the_old_one_stays_until_it_is_there(chart: ChartView, qtbot: QtBot) -> None:
    show(chart, qtbot, pipeline(12, 21, 15))
    before = chart.canvas.spots
    for counts in ((1, 2, 3), (4, 5, 6), (7, 8, 9)):
        chart.show_picture(pipeline(*counts), Remakes(lambda _program: pipeline(7, 8, 9)))
    assert chart.canvas.spots == before
    qtbot.waitUntil(lambda: chart.canvas.fresh, timeout=20_000)
    assert "3–5 years, 9" in chart.canvas.accessibleDescription()


def test_it_is_drawn_anew_in_another_size_and_another_look(chart: ChartView, qtbot: QtBot) -> None:
    show(chart, qtbot, pipeline(12, 21, 15))
    chart.resize(620, 360)
    qtbot.waitUntil(lambda: chart.canvas.fresh and chart.canvas.want.width > 500, timeout=20_000)
    window = window_of(chart)
    was = theme().name
    window.settings.set(theme="dark" if was == "light" else "light")
    qtbot.waitUntil(lambda: theme().name != was)
    qtbot.waitUntil(lambda: chart.canvas.fresh, timeout=20_000)


@pytest.mark.qt_no_exception_capture
@pytest.mark.allow_log(".*")
def test_what_cannot_be_drawn_is_said_in_words(chart: ChartView, qtbot: QtBot) -> None:
    class Unknown(Picture, frozen=True, kw_only=True):
        """A kind no chart draws."""

    odd = Unknown(key="odd", title="Something new", note="")
    chart.show_picture(odd, Remakes(lambda _program: odd))
    qtbot.waitUntil(lambda: chart.canvas.words == NOT_DRAWN, timeout=20_000)
    show(chart, qtbot, pipeline(1, 2, 3))
    assert chart.canvas.words == ""


@pytest.mark.parametrize(("suffix", "begins"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".csv", b"\xef\xbb\xbf")])
def test_a_file_goes_through_the_register(
    chart: ChartView, qtbot: QtBot, tmp_path: Path, suffix: str, begins: bytes
) -> None:
    show(chart, qtbot, pipeline(12, 21, 15))
    window, path = window_of(chart), tmp_path / f"chart{suffix}"
    window.desk.ask.next(path)
    chart.save(suffix)
    qtbot.waitUntil(path.exists, timeout=20_000)
    quiet(qtbot, window)
    assert path.read_bytes().startswith(begins)
    (release,) = window.desk.program().of(Release).values()
    assert (release.document, release.reader) == ("Chart - Ready now", "Steering committee")
    assert release.cleared == "Aggregate"


def test_whoever_took_back_their_consent_is_in_no_file(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    from datetime import date

    gone = Consent("c", person="ana", purpose=Purpose.FIGURES, withdrawn=date(2026, 1, 1))
    window = opened(scene(gone))
    program = window.desk.program()
    assert any(person.name == "Ana Ruiz" for person in program.of(Person).values())
    chart = ChartView(window.desk, parent=window)
    chart.resize(400, 260)
    chart.show_picture(names(program), Remakes(names))
    path = tmp_path / "who.csv"
    window.desk.ask.next(path)
    chart.save(".csv")
    qtbot.waitUntil(path.exists, timeout=20_000)
    quiet(qtbot, window)
    text = path.read_text("utf-8-sig")
    assert "Jon Bakke" in text
    assert "Ana Ruiz" not in text


def test_the_table_behind_is_shown_and_copied(chart: ChartView, qtbot: QtBot) -> None:
    show(chart, qtbot, pipeline(12, 21, 15))
    window = window_of(chart)
    seen: list[list[str]] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, TableDialog)
        model = dialog.view.model()
        seen.extend(
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        )
        dialog.copy.click()
        dialog.reject()

    window.desk.ask.next(look)
    chart.show_table()
    assert [row[:2] for row in seen] == [["Ready now", "12"], ["1–2 years", "21"], ["3–5 years", "15"]]
    assert window.desk.clipboard.holds_ours


def test_the_buttons_have_names_and_ask_for_the_definition(chart: ChartView, qtbot: QtBot) -> None:
    show(chart, qtbot, pipeline(12, 21, 15))
    named = {each.accessibleName(): each for each in chart.findChildren(QToolButton) if each.isVisible()}
    assert set(named) == {"Table behind", "Save as…", "What is this figure?"}
    with qtbot.waitSignal(chart.card_wanted) as asked:
        named["What is this figure?"].click()
    assert asked.args == [Measure.READINESS]


def test_locking_while_it_is_drawn_leaves_nothing(chart: ChartView, qtbot: QtBot) -> None:
    show(chart, qtbot, pipeline(12, 21, 15))
    chart.show_picture(pipeline(2, 2, 2), Remakes(lambda _program: pipeline(2, 2, 2)))
    chart.canvas.wanted.emit()
    assert chart.drawing
    window = window_of(chart)
    window.lock()
    assert chart.picture is None
    assert chart.title.text() == chart.canvas.accessibleDescription() == ""
    assert chart.canvas.spots == ()
    quiet(qtbot, window)
    assert chart.canvas.spots == ()
