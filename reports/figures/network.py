"""Who learnt from whom: people on a ring, beside their own, with a bow to each they learnt from."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate, pairwise

from program.metrics.pictures import Network
from reports.figures import Spot, words
from reports.figures.engine import Axes
from reports.figures.pen import Align, Pen, Place
from reports.figures.style import Style

_BOWS = 600  # more are a tangle in which nothing can be seen
_MEASURED = 200  # more names never have room
_BETWEEN = 1.6  # places left free between two groups
_SWEEPS = 8
_WIDER = 1.7  # than high, at most
_TOLD = 8  # of those somebody learnt from, in a bubble
_BENT = 0.28  # how near to the middle a bow between neighbours keeps to the rim


Tie = tuple[int, int, int]
"""The places of two nodes, and how often the first learnt from the second."""


def draw(axes: Axes, data: Network, style: Style) -> tuple[Spot, ...]:
    """A bow has the colour of the group that was learnt from; who passed on more has a larger dot."""
    pen = Pen(axes, style)
    if not data.nodes:
        return pen.nothing()
    left, top = _key(pen, data)
    wide, high = pen.width - left, pen.height - top
    named = min(wide, high) >= style.body * 14
    longest = max(pen.measure(node.label, style.small) for node in data.nodes[:_MEASURED])
    names = min(longest, min(wide, high) * 0.24) + style.gap * 1.5 if named else style.gap * 1.5
    down = max(10.0, high / 2 - names)
    across = max(10.0, min(wide / 2 - names, down * _WIDER))
    ring = Ring((left + wide / 2, top + high / 2), across, down, left, len(data.nodes))
    ties = _ties(data)
    places = _places(data, ties)
    rim = [ring.at(place) for place in places]
    _bows(pen, data, ties, ring.middle, rim)
    sizes = _dots(pen, data, rim, ring)
    if named:
        _names(pen, data, ring, places, sizes, names - style.gap)
    _spots(pen, data, ties, rim, sizes)
    return pen.done()


class Ring:
    """An ellipse on which places (0 to 1, clockwise from the top) are evenly apart; names stay right of `left`."""

    def __init__(self, middle: Place, across: float, down: float, left: float, count: int) -> None:
        self.middle, self.left, self._across, self._down = middle, left, across, down
        steps = max(90, 4 * count)
        self._turns = [math.tau * step / steps for step in range(steps + 1)]
        corners = [(across * math.sin(turn), down * math.cos(turn)) for turn in self._turns]
        self._lengths = [0.0, *accumulate(math.dist(one, other) for one, other in pairwise(corners))]
        self.around = self._lengths[-1]

    def turn(self, place: float) -> float:
        """The parameter of the ellipse at a place."""
        length = place % 1.0 * self.around
        at = min(bisect_right(self._lengths, length), len(self._lengths) - 1)
        share = (length - self._lengths[at - 1]) / (self._lengths[at] - self._lengths[at - 1])
        return self._turns[at - 1] + share * (self._turns[at] - self._turns[at - 1])

    def at(self, place: float, out: float = 0.0) -> Place:
        """A place on the ring, or `out` units away from it."""
        turn, angle = self.turn(place), self.outwards(place)
        x, y = self._across * math.sin(turn), -self._down * math.cos(turn)
        return self.middle[0] + x + out * math.cos(angle), self.middle[1] + y + out * math.sin(angle)

    def outwards(self, place: float) -> float:
        """The direction straight out of the ring, clockwise from the right."""
        turn = self.turn(place)
        return math.atan2(-math.cos(turn) / self._down, math.sin(turn) / self._across)


def _places(data: Network, ties: list[Tie]) -> list[float]:
    """Where everybody sits, 0 to 1: groups side by side, within each those who have to do with the same people.

    Everybody moves to the mean direction of their neighbours, again and again (a barycentre heuristic): fewer bows
    then cross. The same for the same picture.
    """
    near: dict[int, list[int]] = defaultdict(list)
    for start, end, _ in ties:
        near[start].append(end)
        near[end].append(start)
    groups = sorted({node.group for node in data.nodes})
    members = {group: [at for at, node in enumerate(data.nodes) if node.group == group] for group in groups}
    places = _seated(data, groups, members)
    for _ in range(_SWEEPS if len(data.nodes) <= _MEASURED else 2):
        for group in groups:
            span = [places[at] for at in members[group]]
            members[group].sort(key=_pulls(members[group], near, places, (min(span) + max(span)) / 2).__getitem__)
        places = _seated(data, groups, members)
    return places


def _pulls(members: list[int], near: dict[int, list[int]], places: list[float], middle: float) -> dict[int, float]:
    """How far each is drawn to the one side or the other of their group, in turns."""
    pulls = {}
    for at in members:
        x = sum(math.cos(math.tau * places[each]) for each in near[at])
        y = sum(math.sin(math.tau * places[each]) for each in near[at])
        towards = math.atan2(y, x) / math.tau if abs(x) + abs(y) > 1e-9 else middle
        pulls[at] = round((towards - middle + 0.5) % 1.0 - 0.5, 9)
    return pulls


def _seated(data: Network, groups: list[int], members: dict[int, list[int]]) -> list[float]:
    step = 1 / (len(data.nodes) + (len(groups) * _BETWEEN if len(groups) > 1 else 0.0))
    places, place = [0.0] * len(data.nodes), 0.0
    for group in groups:
        for at in members[group]:
            places[at] = place * step
            place += 1
        place += _BETWEEN
    return places


def _ties(data: Network) -> list[Tie]:
    """Who learnt from whom how often, of those who are there; the heaviest last, so that they lie on top."""
    count = len(data.nodes)
    found = [(x.start, x.end, x.weight) for x in data.edges if x.start != x.end]
    return sorted((x for x in found if 0 <= x[0] < count and 0 <= x[1] < count), key=lambda x: (x[2], x))


def _bows(pen: Pen, data: Network, ties: list[Tie], middle: Place, rim: list[Place]) -> None:
    alike: dict[tuple[int, int], list[tuple[Place, Place, Place]]] = defaultdict(list)
    if len(ties) > _BOWS:
        said = f"the {_BOWS:,} strongest of {len(ties):,} ties"
        pen.text(0, pen.height - pen.style.small, said, size=pen.style.small, role="quiet", room=pen.width)
    for start, end, weight in ties[-_BOWS:]:
        one, other = rim[start], rim[end]
        half = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
        over = half[0] * _BENT + middle[0] * (1 - _BENT), half[1] * _BENT + middle[1] * (1 - _BENT)
        alike[min(weight, 4), data.nodes[end].group].append((one, over, other))
    crowd = sum(map(len, alike.values()))
    opacity = max(0.16, min(0.6, 30 / max(1, crowd) ** 0.85))
    for (weight, group), bows in sorted(alike.items()):
        pen.bows(bows, pen.style.host(group), 0.6 + 0.55 * weight, min(0.85, opacity + 0.1 * (weight - 1)))


def _dots(pen: Pen, data: Network, rim: list[Place], ring: Ring) -> list[float]:
    largest = max(1.0, min(pen.style.body * 0.6, ring.around / len(rim) * 0.6))
    least = min(1.6, largest)
    most = max(1, *(node.size for node in data.nodes))
    sizes = [least + (largest - least) * math.sqrt(max(0, node.size) / most) for node in data.nodes]
    by_group: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for node, (x, y), size in zip(data.nodes, rim, sizes, strict=True):
        by_group[node.group].append((x, y, size))
    for group, dots in sorted(by_group.items()):
        pen.dots(dots, pen.style.host(group))
    return sizes


def _names(pen: Pen, data: Network, ring: Ring, places: list[float], sizes: list[float], room: float) -> None:
    """Names straight out of the ring, those who passed on most first, as long as they do not touch."""
    size = pen.style.small
    apart = size * 1.08 / ring.around
    out = max(sizes) + pen.style.gap * 0.6
    taken: list[float] = []
    for at in sorted(range(len(places)), key=lambda each: (-data.nodes[each].size, each)):
        place = places[at]
        if any(abs((place - other + 0.5) % 1.0 - 0.5) < apart for other in taken):
            continue
        taken.append(place)
        angle = ring.outwards(place)
        right = math.cos(angle) >= -1e-9
        turn = -math.degrees(angle) if right else 180 - math.degrees(angle)
        align: Align = "left" if right else "right"
        start = ring.at(place, out)
        free = max(room, _free(pen, start, angle, ring.left))
        pen.text(*start, data.nodes[at].label, size=size, align=align, angle=turn, room=free - max(sizes))


def _free(pen: Pen, start: Place, angle: float, left: float) -> float:
    """How far it is to the edge of the chart, for a name that runs rather level: the others would meet their like."""
    across = math.cos(angle)
    if abs(across) < 0.8:
        return 0.0
    aside = (pen.width - start[0] if across > 0 else start[0] - left) / abs(across)
    down = math.sin(angle)
    below = (pen.height - start[1] if down > 0 else start[1]) / max(abs(down), 1e-9)
    return min(aside, below - pen.style.small, pen.style.body * 14)


def _key(pen: Pen, data: Network) -> tuple[float, float]:
    """What the colours stand for, at the side or above; says what room it took from the left and from the top."""
    style = pen.style
    used = sorted({node.group for node in data.nodes})
    names = [(group, data.groups[group]) for group in used if 0 <= group < len(data.groups)]
    if not names or min(pen.width, pen.height) < style.body * 11:
        return 0.0, 0.0
    dot, lead = style.body * 0.32, style.row
    if pen.width >= pen.height * 1.25:
        room = min(max(pen.measure(name) for _, name in names), (pen.width - pen.height) * 0.75)
        pen.text(0, lead * 0.5, "learnt from", size=style.small, role="quiet", room=room)
        for place, (group, name) in enumerate(names[: int(pen.height / lead) - 1]):
            y = (place + 1.5) * lead
            pen.dot(dot, y, dot, style.host(group))
            pen.text(dot * 2 + style.gap, y, name, role="quiet", room=room)
        return min(room + dot * 2 + style.gap, pen.width - pen.height), 0.0
    x, y = 0.0, lead / 2
    for group, name in names:
        wide = min(pen.measure(name), pen.width * 0.45)
        if x and x + dot * 2 + style.gap + wide > pen.width:
            x, y = 0.0, y + lead
        if y > pen.height * 0.25:
            break
        pen.dot(x + dot, y, dot, style.host(group))
        pen.text(x + dot * 2 + style.gap, y, name, role="quiet", room=wide + 0.5)
        x += dot * 2 + style.gap * 3.5 + wide
    return 0.0, y + lead / 2 + style.gap


def _spots(pen: Pen, data: Network, ties: list[Tie], rim: list[Place], sizes: list[float]) -> None:
    learnt: dict[int, list[tuple[int, int]]] = defaultdict(list)
    taught: dict[int, int] = defaultdict(int)
    for start, end, weight in reversed(ties):
        learnt[start].append((end, weight))
        taught[end] += 1
    labels = [words.line(node.label) for node in data.nodes]
    for at, (x, y) in enumerate(rim):
        half = max(sizes[at], 4.0)
        told = [f"{labels[end]} ({weight})" for end, weight in learnt[at][:_TOLD]]
        if len(learnt[at]) > _TOLD:
            told.append(f"{len(learnt[at]) - _TOLD} more")
        parts = [f"learnt from {', '.join(told)}"] if told else []
        if taught[at]:
            parts.append(f"{taught[at]} learnt from them")
        pen.spot(x - half, y - half, 2 * half, 2 * half, f"{labels[at]}: {'; '.join(parts) or 'nobody yet'}")
