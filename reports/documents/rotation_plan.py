"""The rotation plan: how it stands, everyone's way through the cycles, every host's seats, what stands against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import resources
from program.names import counted
from program.views import PlanView, span
from program.views_plan import HostCell, HostRow, PlanCell, PlanRow
from reports.grid import Grid, Sizes
from reports.paper import BODY, FIGURE, HEADING, LABEL, QUIET, SMALL, Frame, Sheet, Turn, base
from reports.table import Column, Table
from reports.text import Style

ON_THE_COVER = 4
"""Findings told on the first page at least, where there are so many; all of them then follow at the end."""

PAD = 4.0

_MARKS = (
    ("breaks a rule", "warning"),
    ("pinned", "pin"),
    ("draft or submitted", "hollow"),
    ("approved or published", "full"),
)


def build(view: PlanView, frame: Frame) -> bytes:
    """The rotation plan as a PDF, landscape unless the frame says otherwise."""
    sheet = Sheet(frame, f"Rotation plan · {view.cohort}" if view.cohort else "Rotation plan", Turn.LANDSCAPE)
    told = _cover(sheet, view)
    if view.cycles and view.rows:
        _by_mentee(sheet, view)
    if view.cycles and view.hosts:
        _by_host(sheet, view)
    if len(view.against) > told:
        _everything_against(sheet, view)
    return sheet.done()


# --- how it stands --------------------------------------------------------------------------------------------------


def _cover(sheet: Sheet, view: PlanView) -> int:
    """The summary; says how many findings it tells."""
    sheet.bookmark("Summary")
    sheet.opening(sheet.title, _lead(view))
    told = 0
    if view.cycles and view.rows:
        _figures(sheet, view)
    if view.against:
        room = sheet.y - sheet.bottom - 120 - len(view.cycles) * 17.5
        told = min(len(view.against), max(ON_THE_COVER, int(room // (BODY.leading + 4))))
        _against(sheet, view, told)
    if view.cycles:
        sheet.heading("Cycles")
        columns = (
            Column("Cycle", 20, Style(8, 600)),
            Column("Dates", 26, SMALL),
            Column("Stage", 14, SMALL),
            Column("Placed", 12, SMALL, "right"),
            Column("Not placed", 12, SMALL, "right"),
            Column("Seats", 10, SMALL, "right"),
            Column("Free", 10, SMALL, "right"),
        )
        table = Table(sheet, columns, pad=3)
        table.head()
        for cycle in view.cycles:
            placed, lacking = f"{cycle.placed} of {cycle.expected}", str(cycle.expected - cycle.placed)
            dates = span(cycle.start, cycle.end)
            table.row(cycle.name, dates, cycle.stage, placed, lacking, str(cycle.seats), str(cycle.free))
    return told


def _lead(view: PlanView) -> str:
    if not view.cycles:
        return "There are no cycles yet. The plan begins with the first one."
    if not view.rows:
        return "There are no mentees yet. The plan fills as people get the role of mentee."
    mentees, cycles = counted(len(view.rows), "mentee"), counted(len(view.cycles), "cycle")
    lacking, against = view.expected - view.placed, len(view.against)
    whole = sum(1 for row in view.rows if "unplaced" not in row.gaps)
    if lacking:
        open_ = counted(lacking, "place is", "places are")
        first = f"{whole} of {mentees} have all their places in {cycles}; {open_} still open."
    else:
        first = f"All {mentees} have their places in {cycles}."
    if not against:
        return f"{first} No rule stands against the plan."
    return f"{first} {counted(against, 'finding stands', 'findings stand')} against the plan."


def _figures(sheet: Sheet, view: PlanView) -> None:
    against = len(view.against)
    findings = "finding against the plan" if against == 1 else "findings against the plan"
    shown = (
        (f"{view.placed} of {view.expected}", "places filled", "text"),
        (str(view.settled), "approved or published", "text"),
        (str(len(view.rows)), "mentees", "text"),
        (str(view.free), "seats free in all cycles", "text"),
        (str(against), findings, "bad" if against else "good"),
    )
    style = FIGURE if sheet.width > 600 else FIGURE._replace(size=15)
    wide = [max(sheet.type.width(figure, style), sheet.type.width(words, LABEL)) for figure, words, _ in shown]
    gap = min(90.0, (sheet.width - sum(wide)) / (len(shown) - 1))
    x = sheet.left
    for (figure, words, role), width in zip(shown, wide, strict=True):
        if x > sheet.left:
            sheet.box(x - gap / 2, sheet.y - 36, 0.6, 34, fill="line")
        sheet.line(x, sheet.y - base(style), figure, style._replace(role=role))
        sheet.line(x, sheet.y - style.leading - base(LABEL), words, LABEL)
        x += width + gap
    sheet.space(style.leading + LABEL.leading + 20)


def _against(sheet: Sheet, view: PlanView, told: int) -> None:
    """A card with the first findings, as the board speaks of them."""
    lines = [sheet.type.wrap(words, BODY, sheet.width - 64, 2) for words in view.against[:told]]
    more = len(view.against) - len(lines)
    height = 12 + HEADING.leading + 4 + sum(len(each) * BODY.leading + 4 for each in lines) + 8
    height += QUIET.leading + 2 if more > 0 else 0
    sheet.need(height)
    top, x = sheet.y, sheet.left
    sheet.box(x, top - height, sheet.width, height, edge="line", round_=5)
    sheet.box(x, top - height, 3, height, fill="bad", round_=1.5)
    y = top - 10
    sheet.line(x + 18, y - base(HEADING), "What stands against the plan", HEADING)
    y -= HEADING.leading + 4
    for each in lines:
        sheet.warning(x + 19, y - base(BODY), 7)
        y = sheet.lines(x + 34, y, each, BODY) - 4
    if more > 0:
        sheet.line(x + 34, y - base(QUIET), f"and {more} more, at the end of this document", QUIET)
    sheet.y = top - height - 18


def _everything_against(sheet: Sheet, view: PlanView) -> None:
    sheet.page()
    sheet.bookmark("What stands against the plan")
    sheet.heading("What stands against the plan")
    table = Table(sheet, (Column("", 3, QUIET, "right"), Column("Finding", 97, BODY, most=4)), pad=3)
    table.head()
    for number, words in enumerate(view.against, start=1):
        table.row(str(number), words)


# --- by mentee ------------------------------------------------------------------------------------------------------


class Part(NamedTuple):
    """One line of a cell; `warns` puts the mark before it."""

    text: str
    style: Style
    warns: bool = False


def _by_mentee(sheet: Sheet, view: PlanView) -> None:
    grid = Grid(sheet, "Mentee", "Functions met", 56)
    for number, band in enumerate(grid.bands(view.cycles)):
        sheet.page()
        sheet.bookmark("By mentee" if not number else f"By mentee, from {band.cycles[0].name}")
        sheet.heading("By mentee" if not number else f"By mentee, from {band.cycles[0].name}")
        if not number:
            _legend(sheet)
        grid.head()
        for row in view.rows:
            _mentee(grid, view, row, range(band.first, band.first + len(band.cycles)), remember=not number)


def _legend(sheet: Sheet) -> None:
    """What the marks mean, beside the heading."""
    y = sheet.y + HEADING.leading + 6 - base(HEADING)
    x = sheet.right
    for words, mark in _MARKS:
        x -= sheet.line(x, y, words, LABEL, align="right") + 11
        if mark == "warning":
            sheet.warning(x, y - 0.5, 7)
        elif mark == "pin":
            sheet.pin(x + 5, y - 0.5, 7)
        else:
            _bar(sheet, x + 3, y - 2, 9, "accent", solid=mark == "full")
        x -= 14


def _mentee(grid: Grid, view: PlanView, row: PlanRow, places: range, *, remember: bool) -> None:
    sheet, sizes = grid.sheet, grid.sizes
    name = sheet.type.wrap(row.name, sizes.name, grid.name_width - 6, 2)
    unit = sheet.type.wrap(row.unit, sizes.quiet, grid.name_width - 6, 1)
    cells = [_cell(grid, row.cells[place], row.gaps[place]) for place in places]
    left = len(name) * sizes.name.leading + len(unit) * sizes.quiet.leading
    height = max(left, *(_height(parts) for parts in cells), sizes.name.leading * 2) + 2 * PAD
    grid.need(height)
    if remember:
        sheet.bookmark(row.name, level=1)
    top = sheet.y - PAD
    sheet.lines(sheet.left, sheet.lines(sheet.left, top, name, sizes.name), unit, sizes.quiet)
    for at, (place, parts) in enumerate(zip(places, cells, strict=True)):
        _draw(grid, grid.x(at), top, height - 2 * PAD, row.cells[place], row.gaps[place], parts)
    _exposure(grid, view, row, grid.x(len(cells)), top)
    grid.close(height)


def _cell(grid: Grid, cell: PlanCell | None, gap: str) -> list[Part]:
    sizes, fit, wrap = grid.sizes, grid.sheet.type.fit, grid.sheet.type.wrap
    width = grid.cell - 9
    if cell is None:
        return [Part(gap, sizes.quiet)] if gap else []
    parts = [Part(fit(cell.host or "no host", sizes.strong, width - (8 if cell.pinned else 0)), sizes.strong)]
    helpers = filter(None, (cell.mentor, cell.coach and f"coach {cell.coach}"))
    parts += [Part(fit(each, sizes.plain, width), sizes.plain) for each in helpers]
    both = " · ".join(filter(None, (cell.theme, cell.project)))
    about = wrap(both, sizes.quiet, width, 2)
    if len(about) > 1 and cell.theme and cell.project:
        about = [fit(cell.theme, sizes.quiet, width), *wrap(cell.project, sizes.quiet, width, 2)]
    parts += [Part(line, sizes.quiet) for line in about]
    for words in cell.warnings[:2]:
        first, *others = wrap(words, sizes.bad, width - 9, 2)
        parts += [Part(first, sizes.bad, warns=True), *(Part(line, sizes.bad) for line in others)]
    if len(cell.warnings) > 2:
        parts.append(Part(f"and {len(cell.warnings) - 2} more", sizes.bad))
    return parts


def _height(parts: Iterable[Part]) -> float:
    return sum(part.style.leading for part in parts)


def _draw(
    grid: Grid, x: float, top: float, height: float, cell: PlanCell | None, gap: str, parts: Sequence[Part]
) -> None:
    sheet = grid.sheet
    if cell is None:
        if gap == "unplaced":
            sheet.dashed(x, top - 18, grid.cell, 18)
        for part in parts:
            sheet.line(x + 8, top - 4.5 - base(part.style), part.text, part.style)
        return
    _bar(sheet, x, top - height, height, resources.host_role(cell.colour), solid=cell.settled)
    if cell.pinned:
        sheet.pin(x + grid.cell - 4, top - grid.sizes.strong.leading + 2.2, 6 * grid.sizes.scale)
    for part in parts:
        if part.warns:
            sheet.warning(x + 8, top - base(part.style), 6 * grid.sizes.scale)
        sheet.line(x + (17 if part.style.role == "bad" else 8), top - base(part.style), part.text, part.style)
        top -= part.style.leading


def _bar(sheet: Sheet, x: float, y: float, height: float, role: str, *, solid: bool) -> None:
    """The colour of a host: filled where the placement is settled, hollow while it is being worked out."""
    if solid:
        sheet.box(x, y, 3.4, height, fill=role, round_=1.2)
    else:
        sheet.box(x + 0.35, y + 0.35, 2.7, height - 0.7, edge=role, round_=1.2)


def _exposure(grid: Grid, view: PlanView, row: PlanRow, x: float, top: float) -> None:
    sheet = grid.sheet
    words = f"{row.met} of {view.breadth}" if row.met < view.breadth else f"all {view.breadth}"
    gap = min(6.6, (grid.last - 2) / max(1, view.breadth))
    if gap >= 4.6:
        sheet.dots(x, top - 5.5, min(row.met, view.breadth), view.breadth, radius=gap / 3, gap=gap)
        top -= 10
    sheet.line(x, top - base(grid.sizes.quiet), words, grid.sizes.quiet, grid.last)


# --- by host --------------------------------------------------------------------------------------------------------


def _by_host(sheet: Sheet, view: PlanView) -> None:
    grid = Grid(sheet, "Host")
    for number, band in enumerate(grid.bands(view.cycles)):
        title = "By host" if not number else f"By host, from {band.cycles[0].name}"
        sheet.page()
        sheet.bookmark(title)
        sheet.heading(title)
        grid.head()
        for host in view.hosts:
            cells = host.cells[band.first : band.first + len(band.cycles)]
            _host(grid, host, cells, remember=not number)


def _host(grid: Grid, host: HostRow, cells: Sequence[HostCell], *, remember: bool) -> None:
    """A host's row, in several pieces where more people sit there than fit on what is left of the page."""
    sheet, sizes = grid.sheet, grid.sizes
    name = sheet.type.wrap(host.name, sizes.name, grid.name_width - 16, 2)
    beside = dict.fromkeys(filter(None, (host.function, host.unit)))
    about = sheet.type.wrap(" · ".join(beside), sizes.quiet, grid.name_width - 16, 2)
    head = sizes.plain.leading + 1
    least = max(len(name) * sizes.name.leading + len(about) * sizes.quiet.leading, head + sizes.plain.leading)
    done, most, first = 0, max((len(cell.people) for cell in cells), default=0), True
    while first or done < most:
        wanted = head + (most - done) * sizes.plain.leading
        grid.need(max(least, min(wanted, head + 6 * sizes.plain.leading)) + 2 * PAD)
        if first and remember:
            sheet.bookmark(host.name, level=1)
        room = int((sheet.y - sheet.bottom - 2 * PAD - head) // sizes.plain.leading)
        take = max(1, min(room, most - done))
        height = max(least, head + take * sizes.plain.leading) + 2 * PAD
        top, bar = sheet.y - PAD, height - 2 * PAD
        _bar(sheet, sheet.left, top - bar, bar, resources.host_role(host.colour), solid=True)
        under = sheet.lines(sheet.left + 9, top, name, sizes.name)
        sheet.lines(sheet.left + 9, under, about if first else ["continued"], sizes.quiet)
        for at, cell in enumerate(cells):
            x = grid.x(at)
            words, style = _seats(cell, sizes)
            sheet.line(x, top - base(style), words if first else "", style, grid.cell)
            sheet.lines(
                x,
                top - head,
                (sheet.type.fit(each, sizes.plain, grid.cell) for each in cell.people[done : done + take]),
                sizes.plain,
            )
        grid.close(height)
        done += take
        first = False


def _seats(cell: HostCell, sizes: Sizes) -> tuple[str, Style]:
    """ "2 of 3 · 1 free", and how loudly it is said."""
    there, label = len(cell.people), Style(sizes.quiet.size, 500, "quiet", 1.3)
    if not cell.open and there:
        return f"closed · {counted(there, 'person', 'people')}", label._replace(role="bad")
    if not cell.open:
        return "closed", label
    of = f"{there} of {cell.seats}"
    if there > cell.seats:
        return f"{of} · {there - cell.seats} too many", label._replace(role="bad")
    if there == cell.seats:
        return f"{of} · full", label
    return f"{of} · {cell.seats - there} free", label._replace(role="good")
