"""The recovery kit: the key that opens a book whose passphrase is lost, to print once and lock away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from program.views import day
from reports.paper import BODY, LABEL, Frame, Sheet, base
from reports.text import Style

_GROUP = Style(24, 600, height=1.2)

WHAT = (
    "This key opens the book when its passphrase is lost. It opens everything, sealed notes included, and needs "
    "nothing else: whoever holds this sheet and the book's folder can read it all.",
    "Rotunda keeps no copy of the key and nobody can make it again. If both the passphrase and this sheet are lost, "
    "nobody can open the book.",
)
STORE = (
    "Keep it on paper in a safe or a sealed envelope, away from the computer that holds the book.",
    "Do not photograph it, do not keep it as a file, do not send it.",
    "Note on the envelope who may open it. When someone has opened it, make a new key.",
)
USE = (
    "Start Rotunda, choose the book and then “Use the recovery key”.",
    "Type the eight groups and the check character. Small letters, spaces and dashes do not matter; "
    "the groups have no letters I, L, O and U, so that 1 is always the digit one and 0 the digit zero.",
    "Choose a new passphrase. Then make a new recovery key in the settings; this one stops working. If a stranger may "
    "have had this sheet, “Change the locks” there as well.",
)


SECRET = "Secret. Whoever holds this sheet can open the book."


@dataclass(frozen=True)
class Kit:
    """What the sheet needs to know. `key` is as the vault gives it: eight groups of four and a check, with dashes."""

    book: str
    key: str
    made: date

    @property
    def groups(self) -> list[str]:
        """The eight groups of the key."""
        return self.key.split("-")[:-1]

    @property
    def check(self) -> str:
        """The character that finds a slip of the pen."""
        return self.key.split("-")[-1]


def build(kit: Kit, frame: Frame) -> bytes:
    """The kit as a PDF of one page; the frame's purpose, where it has none, says that it is secret."""
    sheet = Sheet(replace(frame, purpose=frame.purpose or SECRET), "Recovery kit")
    sheet.bookmark("Recovery kit")
    sheet.opening("Recovery kit", f"For the book “{kit.book}”, made on {day(kit.made)}.")
    _key(sheet, kit)
    for title, words in (("What it is", WHAT), ("How to keep it", STORE), ("How to use it", USE)):
        sheet.heading(title)
        for number, each in enumerate(words, start=1):
            if words is not WHAT:
                sheet.line(sheet.left, sheet.y - base(BODY), str(number), BODY._replace(weight=600))
            sheet.write(each, BODY, indent=0 if words is WHAT else 16)
            sheet.space(4)
        sheet.space(12)
    return sheet.done()


def text(kit: Kit) -> str:
    """The kit as plain text, lines of at most 78 characters."""
    import textwrap

    lines = ["ROTUNDA RECOVERY KIT", "", f"Book:  {kit.book}", f"Made:  {day(kit.made)}", ""]
    for row in range(0, len(kit.groups), 4):
        lines.append("    " + "   ".join(kit.groups[row : row + 4]))
    lines += ["", f"    Check: {kit.check}", ""]
    for title, words in (("What it is", WHAT), ("How to keep it", STORE), ("How to use it", USE)):
        lines += [title, "-" * len(title)]
        for number, each in enumerate(words, start=1):
            mark = "" if words is WHAT else f"{number}. "
            lines += textwrap.wrap(each, 78, initial_indent=mark, subsequent_indent=" " * len(mark))
        lines.append("")
    return "\n".join(lines)


def _key(sheet: Sheet, kit: Kit) -> None:
    """The groups in two rows of four, numbered, with the check character in a field of its own."""
    top, row = sheet.y, 58.0
    height = 2 * row + 26
    sheet.box(sheet.left, top - height, sheet.width, height, edge="line", round_=6)
    sheet.box(sheet.left, top - height, 3, height, fill="accent", round_=1.5)
    across = (sheet.width - 24 - 78) / 4
    for place, group in enumerate(kit.groups):
        x, y = sheet.left + 24 + (place % 4) * across, top - 18 - (place // 4) * row
        sheet.line(x, y - base(LABEL), str(place + 1), LABEL)
        sheet.line(x, y - LABEL.leading - base(_GROUP), group, _GROUP)
    x, y = sheet.right - 52, top - 18 - row
    sheet.box(x - 22, top - height + 16, 0.6, height - 32, fill="line")
    sheet.line(x, y - base(LABEL), "Check", LABEL)
    sheet.line(x, y - LABEL.leading - base(_GROUP), kit.check, _GROUP._replace(role="accent"))
    sheet.y = top - height - 22


