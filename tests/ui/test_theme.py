"""The look in the running application: both palettes, icons, typeface, and what widgets are told of a switch."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QStandardPaths
from PySide6.QtGui import QAction, QFontMetricsF, QIcon, QImage, QPalette, QTextLayout
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import resources
from ui import icons
from ui.theme import Mode, Theme, dress, theme

NAMES = "Ana Γιώργος Їжак 田中愛 김민준 مريم שרה अनन्या ไทย Անի გია አበበ ☃"


@pytest.fixture(params=[Mode.LIGHT, Mode.DARK])
def look(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Theme]:
    theme().set_mode(request.param)
    yield theme()
    theme().set_mode(Mode.SYSTEM)


def test_the_style_sheet_asks_only_for_colours_there_are() -> None:
    sheet = resources.read_text("themes/window.qss").replace("$$", "")
    asked = set(re.findall(r"\$(\w+)", sheet)) - {"marks"}
    assert asked <= set(resources.palette("light"))
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?!calendar)", re.sub(r"#qt_\w+", "", sheet)) == []
    marks = set(re.findall(r"\$marks/([\w-]+)\.svg", sheet))
    assert marks <= set(resources.names("themes/light", ".svg")) == set(resources.names("themes/dark", ".svg"))


def test_qt_paints_in_the_palette_in_force(look: Theme, qapp: QWidget) -> None:
    assert look.name == look.mode.value
    assert look.colour("surface").name().upper() == resources.palette(look.name)["surface"]
    assert QPalette().color(QPalette.ColorRole.Window) == look.colour("surface")
    assert QPalette().color(QPalette.ColorRole.Highlight) == look.colour("selection")


def test_a_switch_is_told_once(qtbot: QtBot) -> None:
    theme().set_mode(Mode.LIGHT)
    told: list[str] = []

    def tell() -> None:
        told.append(theme().name)

    theme().changed.connect(tell)
    theme().set_mode(Mode.DARK)
    theme().set_mode(Mode.DARK)
    theme().set_mode(Mode.LIGHT)
    theme().changed.disconnect(tell)
    theme().set_mode(Mode.SYSTEM)
    assert told == ["dark", "light"]


def test_a_card_is_painted_in_its_colours(look: Theme, qtbot: QtBot) -> None:
    card = QFrame()
    qtbot.addWidget(card)
    card.resize(80, 60)
    dress(card, "card")
    image = card.grab().toImage()
    assert image.pixelColor(40, 30) == look.colour("raised")
    assert image.pixelColor(40, 0) == look.colour("line")


def test_a_chip_changes_its_tone_while_it_is_shown(look: Theme, qtbot: QtBot) -> None:
    chip = QLabel("7 free")
    qtbot.addWidget(chip)
    dress(chip, "chip", tone="good")
    chip.show()
    assert chip.grab().toImage().pixelColor(12, 4) == look.colour("good_soft")
    dress(chip, tone="bad")
    assert chip.grab().toImage().pixelColor(12, 4) == look.colour("bad_soft")


def test_rows_have_their_height_even_when_laid_out_before_they_are_shown(qtbot: QtBot) -> None:
    theme()
    tree = QTreeWidget()
    root = QTreeWidgetItem(["Finance"])
    tree.addTopLevelItem(root)
    root.addChild(QTreeWidgetItem(["L. Chen"]))
    root.setExpanded(True)
    page = QWidget()
    QVBoxLayout(page).addWidget(tree)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: tree.visualItemRect(root).height() >= 30)


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_has_ink_in_the_colour_asked_for(look: Theme, name: str) -> None:
    image = icons.pixmap(name, "accent", 20, 2.0).toImage()
    ink = [image.pixelColor(x, y) for x in range(40) for y in range(40)]
    solid = [colour for colour in ink if colour.alpha() == 255]
    assert image.size() == QSize(40, 40)
    assert 15 < len(solid) < 900
    assert {colour.name().upper() for colour in solid} == {look.colours["accent"]}


def test_icons_named_in_the_code_are_drawn() -> None:
    calls = re.compile(r"""\b(?:set_icon\([\w.]+,\s*|icons?\.(?:icon|pixmap)\(|\bicon=|Sign\()"([a-z-]+)\"""")
    source = Path(resources.__file__).parents[1]
    named = {
        name
        for folder in ("ui", "desktop")
        for file in (source / folder).rglob("*.py")
        for name in calls.findall(file.read_text(encoding="utf-8"))
    }
    assert named - set(icons.names()) == set()
    assert named


def test_icons_follow_the_theme(qtbot: QtBot) -> None:
    theme().set_mode(Mode.LIGHT)
    page = QWidget()
    qtbot.addWidget(page)
    button = QPushButton(page)
    action = QAction(page)
    for bearer in (button, action):
        icons.set_icon(bearer, "undo")
    theme().set_mode(Mode.DARK)
    assert _ink(button.icon()) == _ink(action.icon()) == resources.palette("dark")["text"]
    assert _ink(button.icon(), QIcon.Mode.Disabled) == resources.palette("dark")["disabled"]
    theme().set_mode(Mode.SYSTEM)


def test_the_program_has_an_icon_in_every_size(qtbot: QtBot) -> None:
    assert {size.width() for size in icons.application_icon().availableSizes()} >= {16, 32, 48, 256}


@pytest.mark.parametrize("text", NAMES.split())
def test_no_name_is_drawn_as_boxes(text: str, qtbot: QtBot) -> None:
    theme().load_all_scripts()
    layout = QTextLayout(text, theme().font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    families = {run.rawFont().familyName() for run in layout.glyphRuns()}
    assert glyphs and 0 not in glyphs
    assert families <= {font.family for font in resources.fonts()}


def test_figures_line_up(qtbot: QtBot) -> None:
    metrics = QFontMetricsF(theme().font("number"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8040")


def test_a_label_takes_size_and_weight_from_its_role(qtbot: QtBot) -> None:
    label = QLabel("Board")
    qtbot.addWidget(label)
    dress(label, "title")
    label.ensurePolished()
    assert label.font().pixelSize() == theme().font("title").pixelSize()
    assert label.font().weight() == theme().font("title").weight()
    assert label.font().families() == theme().font("title").families()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the wish is kept elsewhere there")
def test_movement_is_short_and_none_when_the_system_asks_for_less(qtbot: QtBot) -> None:
    assert [theme().motion_ms(wanted) for wanted in (80, 400)] == [80, 150]
    home = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation))
    wish = home / "gtk-3.0" / "settings.ini"
    wish.parent.mkdir(parents=True, exist_ok=True)
    wish.write_text("[Settings]\ngtk-enable-animations=false\n", encoding="utf-8")
    try:
        assert theme().motion_ms(80) == 0
    finally:
        wish.unlink()


def _ink(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> str:
    image: QImage = icon.pixmap(QSize(16, 16), mode).toImage()
    colours = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
    return next(colour.name().upper() for colour in colours if colour.alpha() == 255)
