"""Documents: what the usual plan and a large one take, from the present to the finished PDF."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

SIZES = ((60, 8, 12, 24), (500, 8, 40, 150))  # mentees, cycles, hosts, mentors


def lines() -> Iterator[str]:
    """One line a size: the view, and the pages made of it."""
    from program import views
    from reports.catalogue import make
    from tests.reports import pdf
    from tests.reports.papers import FRAME
    from tests.reports.world import world

    for size in SIZES:
        program = world(*size)
        began = perf_counter()
        view = views.plan(program)
        seen = perf_counter()
        data = make("plan", view, FRAME)
        done = perf_counter()
        pages = len(pdf.reader(data).pages)
        yield (
            f"Rotation plan, {size[0]} mentees × {size[1]} cycles: view {seen - began:.2f} s, "
            f"{pages} pages {done - seen:.2f} s, {len(data) / 1024:,.0f} KB"
        )
