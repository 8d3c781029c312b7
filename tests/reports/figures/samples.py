"""A picture of every kind, with what makes each of them hard: values withheld, long names, lines in one place."""

from __future__ import annotations

from typing import Any

from program.metrics.pictures import (
    Bar,
    Bars,
    Curve,
    Dot,
    Edge,
    Funnel,
    Groups,
    Heat,
    Line,
    Load,
    Loads,
    Mark,
    Matrix,
    Network,
    Node,
    Picture,
    Point,
    Slope,
    Slopes,
    Stair,
    Step,
    Trend,
)

PEOPLE = (
    "Ana Ruiz", "Jon Bakke", "Mei Tanaka", "Seun Oduya", "Omar Said", "Lena Fischer", "Priya Nair", "Tomás Silva",
    "Ines Costa", "Kofi Mensah", "Bea Okafor", "Liu Chen", "Maya Haddad", "Raj Patel", "Eva Novak",
)  # fmt: skip
UNITS = ("Operations", "Finance", "Customer", "Product", "People", "Strategy")
QUARTERS = ("Q1 26", "Q2 26", "Q3 26", "Q4 26", "Q1 27", "Q2 27")
SAFETY = ((4.7, 41), (4.9, 44), (5.05, 47), (5.3, 50), (5.45, 52), (5.6, 54))

CARRIED = ((6, 4), (5, 6), (4, 4), (4, 5), (3, 3), (3, 4), (2, 3), (2, 2), (1, 2), (1, 3))

_CELLS = ((0, 3, 0, None, 2, 0), (4, 1, 2, 0, 2, 1), (2, 2, 4, 3, 1, 2), (4, 0, 4, 2, 4, 3), (3, 1, 0, 3, 2, 3))


def _ties(people: int) -> tuple[Edge, ...]:
    """Everybody learnt from two or three others, always the same."""
    ways = [(at, step, shift) for at in range(people) for step, shift in ((7, 3), (4, 11))]
    ties = [(at, (at * step + shift) % people, 1 + (at + step) % 3) for at, step, shift in ways]
    return tuple(Edge(start, end, weight) for start, end, weight in ties if start != end)


def network(people: int) -> Network:
    """A network of so many people from six units."""
    ties = _ties(people)
    passed = [sum(tie.end == at for tie in ties) for at in range(people)]
    nodes = tuple(Node(f"{PEOPLE[at % 15]} {at // 15 or ''}".strip(), at % 6, passed[at]) for at in range(people))
    title = "Learning crosses all units"
    return Network(key="network", title=title, note=f"{people} people", nodes=nodes, edges=ties, groups=UNITS)


PICTURES: tuple[Picture, ...] = (
    Bars(
        key="readiness", title="Readiness moved up for nine people", note="Sponsor ratings, n = 48", steps=True,
        bars=(Bar("Now", 12, 48, 9), Bar("1–2 years", 21, 48, 18), Bar("3–5 years", 15, 48, 21)),
    ),
    Bars(
        key="participation", title="Participation is highest among People", note="of those invited", unit="%",
        bars=(
            Bar("Operations and logistics", 86.2, 29), Bar("Finance", None, 3), Bar("Customer service", 71.0, 31),
            Bar("Product", 64.5, 45), Bar("People", 92.9, 14), Bar("Strategy and corporate development", 55.1, 22),
        ),
    ),
    Heat(
        key="exposure", title="Two mentees have met only one function", note="Five lowest of 60",
        rows=PEOPLE[:5], columns=UNITS, cells=_CELLS,
    ),
    Loads(
        key="load", title="S. Oduya carries more than agreed", note="10 mentors", effective=8.2, fair=3.1,
        loads=tuple(
            Load(name, carried, capacity, 100 * carried / 31)
            for name, (carried, capacity) in zip(PEOPLE[3:13], CARRIED, strict=True)
        ),
    ),
    network(60),
    Slopes(
        key="growth", title="Five of six competencies grew", note="Ratings 1 to 5, n = 38 to 42", low=1, high=5,
        slopes=(
            Slope("Strategic thinking", 2.9, 3.6, 41), Slope("Financial acumen", 2.4, 3.5, 40),
            Slope("Leading change", 3.1, 3.6, 42), Slope("Influence", 3.2, 3.7, 38),
            Slope("Customer insight", 3.4, 3.3, 39), Slope("Execution", 3.8, 4.0, 42),
        ),
    ),
    Funnel(
        key="recommendations", title="Eleven of 40 recommendations are implemented", note="since 2025",
        steps=(Step("Proposed", 40), Step("Accepted", 26), Step("Begun", 19), Step("Implemented", 11)),
    ),
    Trend(
        key="safety", title="People feel safer to speak up", note="Mean of 7 items, 95 % interval", low=1, high=7,
        unit="of 7",
        lines=(
            Line("Safety", tuple(
                Point(at, v, n, v - 0.3, v + 0.25) for at, (v, n) in zip(QUARTERS, SAFETY, strict=True)
            )),
        ),
    ),
    Trend(
        key="three", title="Confidence rises fastest", note="Three scales of five", low=1, high=5, unit="of 5",
        lines=tuple(
            Line(name, tuple(
                Point(at, None if (step, name) == (2, "Climate") else first + step * gain, 30)
                for step, at in enumerate(QUARTERS)
            ))
            for name, first, gain in (("Satisfaction", 4.0, 0.05), ("Climate", 3.9, 0.06), ("Confidence", 3.1, 0.12))
        ),
    ),
    Trend(
        key="gap", title="Attendance recovered", note="One cycle is withheld", low=0, high=100, unit="%",
        lines=(
            Line("", tuple(
                Point(at, None, 3) if step == 1 else Point(at, 60 + step * 5.2, 30, 50 + step * 5, 70 + step * 5)
                for step, at in enumerate(QUARTERS)
            )),
        ),
    ),
    Matrix(
        key="risks", title="One risk is severe", note="Likelihood by impact",
        dots=(
            Dot("Finance has too few seats in Q2", 4, 4), Dot("Mentors in Operations are worn out", 3, 4),
            Dot("Two sponsors leave before the review of the second cycle", 2, 5), Dot("Survey fatigue", 4, 2),
            Dot("Low attendance", 3, 4),
        ),
    ),
    Curve(
        key="time", title="Half were ready within 17 months", note="n = 48, 21 still on the way", median=17.0,
        stairs=tuple(
            Stair(month, share, max(0, share - 9), min(100, share + 10), waiting)
            for month, share, waiting in (
                (3, 4, 48), (6, 10, 45), (8, 19, 41), (11, 29, 36), (13, 38, 30), (15, 46, 25), (17, 53, 19),
                (20, 60, 13), (24, 66, 8),
            )
        ),
    ),
    Groups(
        key="access", title="One group is placed less often", note="Share placed in a stretch role", line=51.2,
        marks=(
            Mark("North America", 64.0, 50, 50.1, 75.9), Mark("Europe", 58.0, 41, 43.0, 72.0),
            Mark("Asia-Pacific", 44.0, 25, 27.0, 63.0), Mark("Latin America", None, 4),
            Mark("Middle East and Africa", 60.0, 15, 36.0, 80.0),
        ),
    ),
)  # fmt: skip


def named(texts: tuple[str, ...]) -> tuple[Picture, ...]:
    """A picture of every kind in which everything is called by one of these texts."""
    head: dict[str, Any] = {"key": "key", "title": texts[0], "note": texts[-1]}
    count = len(texts)
    return (
        Bars(**head, bars=tuple(Bar(text, at - 2, at, 3.5) for at, text in enumerate(texts)), unit="%"),
        Bars(**head, bars=tuple(Bar(text, None if at == 1 else at, at) for at, text in enumerate(texts[:3]))),
        Heat(**head, rows=texts, columns=texts[:7], cells=tuple((1.5, None, -2, 0, 1e9, at, 3) for at in range(count))),
        Loads(**head, loads=tuple(Load(text, at, 4, 7.0) for at, text in enumerate(texts)), effective=3, fair=2.5),
        Network(
            **head, nodes=tuple(Node(text, at % 12, at) for at, text in enumerate(texts)), groups=texts[:4],
            edges=tuple(Edge(at, at * 3 % count, at) for at in range(count)),
        ),
        Slopes(**head, slopes=tuple(Slope(text, at, 9 - at, 5) for at, text in enumerate(texts)), low=-9, high=count),
        Funnel(**head, steps=tuple(Step(text, at * 5) for at, text in enumerate(texts))),
        Trend(
            **head, low=0, high=1, unit="of 5",
            lines=tuple(Line(text, tuple(Point(at, 0.4, 9, 0.3, 0.6) for at in texts)) for text in texts),
        ),
        Matrix(**head, dots=tuple(Dot(text, at % 5 + 1, at % 3 + 2) for at, text in enumerate(texts))),
        Curve(**head, stairs=tuple(Stair(at, at, 0, 50, 9) for at in range(count)), median=None),
        Groups(**head, marks=tuple(Mark(text, 40, 9, 10, 90) for text in texts), line=90, unit="%"),
    )  # fmt: skip


def empty() -> tuple[Picture, ...]:
    """A picture of every kind in which there is nothing, or nothing that may be shown."""
    head: dict[str, Any] = {"key": "key", "title": "Nothing yet", "note": "n = 0"}
    return (
        Bars(**head, bars=()), Bars(**head, bars=(Bar("one", None),)), Bars(**head, bars=(Bar("one", 0.0),)),
        Heat(**head, rows=(), columns=(), cells=()), Heat(**head, rows=("one",), columns=("x",), cells=((None,),)),
        Loads(**head, loads=(), effective=0, fair=0), Loads(**head, loads=(Load("one", 0, 0, 0),), effective=0, fair=0),
        Network(**head, nodes=(), edges=()), Network(**head, nodes=(Node("one", 0, 0),), edges=(Edge(0, 0, 1),)),
        Slopes(**head, slopes=(), low=1, high=5), Slopes(**head, slopes=(Slope("one", 1, 1, 1),), low=1, high=1),
        Funnel(**head, steps=()), Funnel(**head, steps=(Step("one", 0), Step("two", 0))),
        Trend(**head, lines=(), low=1, high=5),
        Trend(**head, lines=(Line("one", (Point("Q1", None, 3),)),), low=1, high=5),
        Trend(**head, lines=(Line("one", (Point("Q1", 3.0, 3, 2.0, 4.0),)),), low=1, high=5),
        Matrix(**head, dots=()),
        Curve(**head, stairs=(), median=None), Curve(**head, stairs=(Stair(0, 100, 100, 100, 1),), median=0.0),
        Groups(**head, marks=()), Groups(**head, marks=(Mark("one", None, 2),)),
        Groups(**head, marks=(Mark("one", 0.0, 2),)),
    )  # fmt: skip
