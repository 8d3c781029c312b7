"""Who learnt from whom: people on a circle, beside their own, with a bow to each they learnt from."""

from __future__ import annotations

import math
from collections import defaultdict

from program.metrics.pictures import Network
from reports.figures import Spot, words
from reports.figures.engine import Axes
from reports.figures.pen import Pen, Place
from reports.figures.style import Style

_BETWEEN = 1.6  # places left free between two groups
_SWEEPS = 8
_TOLD = 8  # of those somebody learnt from, in a bubble
_BENT = 0.28  # how near to the middle a bow between neighbours keeps to the rim


def draw(axes: Axes, data: Network, style: Style) -> tuple[Spot, ...]:
    """A bow has the colour of the group that was learnt from; who passed on more has a larger dot."""
    pen = Pen(axes, style)
    if not data.nodes:
        return pen.nothing()
    left, top = _key(pen, data)
    wide, high = pen.width - left, pen.height - top
    named = min(wide, high) >= style.body * 17
    longest = max(pen.measure(node.label, style.small) for node in data.nodes)
    names = min(longest, min(wide, high) * 0.24) + style.gap * 1.5 if named else style.gap * 1.5
    radius = max(10.0, min(wide, high) / 2 - names)
    middle = left + wide / 2, top + high / 2
    angles = _angles(data)
    rim = [_at(middle, radius, angle) for angle in angles]
    _bows(pen, data, middle, rim)
    sizes = _dots(pen, data, rim, radius)
    if named:
        _names(pen, data, middle, radius, angles, sizes, names - style.gap)
    _spots(pen, data, rim, sizes)
    return pen.done()


def _at(middle: Place, radius: float, angle: float) -> Place:
    return middle[0] + radius * math.cos(angle), middle[1] + radius * math.sin(angle)


def _angles(data: Network) -> list[float]:
    """Where everybody sits: groups side by side, within each those who have to do with the same people.

    Everybody moves to the mean direction of their neighbours, again and again (a barycentre heuristic): fewer bows
    then cross. The same for the same picture.
    """
    near: dict[int, list[int]] = defaultdict(list)
    for edge in _edges(data):
        near[edge[0]].append(edge[1])
        near[edge[1]].append(edge[0])
    groups = sorted({node.group for node in data.nodes})
    members = {group: [at for at, node in enumerate(data.nodes) if node.group == group] for group in groups}
    angles = _seated(data, groups, members)
    for _ in range(_SWEEPS if len(data.nodes) > 2 else 0):
        for group in groups:
            span = [angles[at] for at in members[group]]
            centre = (min(span) + max(span)) / 2

            def pull(at: int, centre: float = centre, now: tuple[float, ...] = tuple(angles)) -> float:
                x = sum(math.cos(now[each]) for each in near[at])
                y = sum(math.sin(now[each]) for each in near[at])
                if abs(x) + abs(y) < 1e-9:
                    return 0.0
                return round((math.atan2(y, x) - centre + math.pi) % (2 * math.pi) - math.pi, 9)

            members[group] = sorted(members[group], key=lambda at: (pull(at), at))
        angles = _seated(data, groups, members)
    return angles


def _seated(data: Network, groups: list[int], members: dict[int, list[int]]) -> list[float]:
    gaps = len(groups) * _BETWEEN if len(groups) > 1 else 0.0
    step = 2 * math.pi / (len(data.nodes) + gaps)
    angles = [0.0] * len(data.nodes)
    place = 0.0
    for group in groups:
        for at in members[group]:
            angles[at] = place * step - math.pi / 2
            place += 1
        place += _BETWEEN
    return angles


def _edges(data: Network) -> list[tuple[int, int, int]]:
    """Edges between two that are there, heaviest last, so that they lie on top."""
    count = len(data.nodes)
    found = [(x.start, x.end, x.weight) for x in data.edges if x.start != x.end]
    return sorted((x for x in found if 0 <= x[0] < count and 0 <= x[1] < count), key=lambda x: (x[2], x))


def _bows(pen: Pen, data: Network, middle: Place, rim: list[Place]) -> None:
    alike: dict[tuple[int, int], list[tuple[Place, Place, Place]]] = defaultdict(list)
    for start, end, weight in _edges(data):
        one, other = rim[start], rim[end]
        half = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
        over = half[0] * _BENT + middle[0] * (1 - _BENT), half[1] * _BENT + middle[1] * (1 - _BENT)
        alike[min(weight, 4), data.nodes[end].group].append((one, over, other))
    crowd = sum(map(len, alike.values()))
    opacity = max(0.16, min(0.6, 30 / max(1, crowd) ** 0.85))
    for (weight, group), bows in sorted(alike.items()):
        pen.bows(bows, pen.style.host(group), 0.6 + 0.55 * weight, min(0.85, opacity + 0.1 * (weight - 1)))


def _dots(pen: Pen, data: Network, rim: list[Place], radius: float) -> list[float]:
    step = 2 * math.pi * radius / len(rim)
    largest = max(1.0, min(pen.style.body * 0.75, step * 0.75, radius * 0.16))
    least = min(1.6, largest)
    most = max(1, *(node.size for node in data.nodes))
    sizes = [least + (largest - least) * math.sqrt(max(0, node.size) / most) for node in data.nodes]
    by_group: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for node, (x, y), size in zip(data.nodes, rim, sizes, strict=True):
        by_group[node.group].append((x, y, size))
    for group, dots in sorted(by_group.items()):
        pen.dots(dots, pen.style.host(group), edge=pen.style.ground, line=0.8)
    return sizes


def _names(
    pen: Pen, data: Network, middle: Place, radius: float, angles: list[float], sizes: list[float], room: float
) -> None:
    """Names along the radius, those who passed on most first, as long as they do not touch."""
    size = pen.style.small
    apart = size * 1.06 / radius
    taken: list[float] = []
    largest = max(sizes)
    for at in sorted(range(len(angles)), key=lambda each: (-data.nodes[each].size, each)):
        angle = angles[at]
        if any(abs((angle - other + math.pi) % (2 * math.pi) - math.pi) < apart for other in taken):
            continue
        taken.append(angle)
        x, y = _at(middle, radius + largest + pen.style.gap * 0.6, angle)
        upright = math.cos(angle) >= -1e-9
        turn = -math.degrees(angle) if upright else 180 - math.degrees(angle)
        pen.text(x, y, data.nodes[at].label, size=size, align="left" if upright else "right", angle=turn, room=room - largest)


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
        for place, (group, name) in enumerate(names[: int(pen.height / lead)]):
            y = (place + 0.5) * lead
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


def _spots(pen: Pen, data: Network, rim: list[Place], sizes: list[float]) -> None:
    learnt: dict[int, list[tuple[int, int]]] = defaultdict(list)
    taught: dict[int, int] = defaultdict(int)
    for start, end, weight in reversed(_edges(data)):
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
