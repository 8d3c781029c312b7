"""The sponsor's page: everything on one."""

from __future__ import annotations

from collections.abc import Sequence

from program.records import Section
from program.views import PackView
from reports.documents.committee.page import NOTE, chart, comment, statuses
from reports.documents.committee.status import asked
from reports.paper import BODY, LABEL, STRONG, Sheet, base

_HIGH = 120.0


def page(sheet: Sheet, view: PackView, withheld: Sequence[str]) -> None:
    """What is asked for, the figures, and as much of pictures and stories as the page holds; at its foot what was
    withheld."""
    foot = sheet.type.wrap(f"Withheld: {'; '.join(withheld)}.", NOTE, sheet.width) if withheld else []
    sheet.lines(sheet.left, sheet.bottom + len(foot) * NOTE.leading - 4, foot, NOTE)
    sheet.bottom += len(foot) * NOTE.leading + 4
    sheet.bookmark(view.title)
    sheet.line(sheet.left, sheet.y - base(LABEL), f"{view.title} · {view.period}", LABEL, sheet.width)
    sheet.space(LABEL.leading + 4)
    sheet.opening(view.program, view.lead)
    if Section.DECISIONS in view.sections:
        asked(sheet, view.decisions)
    comment(sheet, view, Section.STATUS)
    room = int((sheet.y - sheet.bottom - 40) // 32)
    if view.status:
        sheet.heading("Where it stands", keep=0)
        sheet.rule(sheet.y)
        statuses(sheet, view.status[: max(1, min(9, room))], lights=any(each.light for each in view.status))
        sheet.space(14)
    drawings = view.outcomes.pictures[:2]
    if drawings and sheet.has_room(_HIGH + 60):
        _row(sheet, view)
    for told in view.outcomes.stories[:1]:
        words = sheet.type.wrap(told.told, BODY, sheet.width - 14, 6)
        if sheet.has_room((len(words) + 1) * BODY.leading + NOTE.leading + 6):
            top = sheet.y
            y = sheet.lines(sheet.left + 14, top, sheet.type.wrap(told.title, STRONG, sheet.width - 14, 1), STRONG)
            sheet.y = sheet.lines(sheet.left + 14, y, words, BODY)
            sheet.box(sheet.left, sheet.y + 2, 2.4, top - sheet.y - 4, fill="accent", round_=1)
            sheet.space(8)


def _row(sheet: Sheet, view: PackView) -> None:
    drawings = view.outcomes.pictures[:2]
    wide = (sheet.width - 22) / 2
    top = sheet.y
    titles = [sheet.type.wrap(each.title, STRONG, wide, 2) for each in drawings]
    under = top - max(map(len, titles)) * STRONG.leading - 4
    for at, (each, title) in enumerate(zip(drawings, titles, strict=True)):
        x = sheet.left + at * (wide + 22)
        sheet.lines(x, top, title, STRONG)
        chart(sheet, each, x, under - _HIGH, wide, _HIGH)
        sheet.line(x, under - _HIGH - 3 - base(NOTE), each.note, NOTE, wide)
    sheet.y = under - _HIGH - NOTE.leading - 14
