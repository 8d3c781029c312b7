"""The order in which mixed left-to-right and right-to-left text is drawn.

The Unicode bidirectional algorithm (UAX #9) for one line in a left-to-right page, without explicit embeddings: their
control characters never reach paper. Rules are named as there.
"""

from __future__ import annotations

import unicodedata

_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_OPENING, _CLOSING = "([{<«‹", ")]}>»›"
_FIRST_RTL = "\u0590"  # no character before this one is written from right to left


def visual(line: str) -> str:
    """`line` as it is drawn from left to right; Arabic must have its contextual forms already."""
    if not any(ch >= _FIRST_RTL for ch in line):
        return line
    clusters = _clusters(line)
    bases = [cluster[0] for cluster in clusters]
    levels = _levels(_brackets(bases, _weak([_kind(base) for base in bases])))
    if not any(levels):
        return line
    drawn = [c.translate(_MIRRORED) if level == 1 else c for c, level in zip(clusters, levels, strict=True)]
    return "".join(_reordered(drawn, levels))


def _clusters(line: str) -> list[str]:
    """Characters with the marks that sit on them, which stay behind their base whatever the direction (W1, L3)."""
    found: list[str] = []
    for ch in line:
        if found and unicodedata.bidirectional(ch) == "NSM":
            found[-1] += ch
        else:
            found.append(ch)
    return found


def _kind(ch: str) -> str:
    kind = unicodedata.bidirectional(ch)
    return {"NSM": "ON", "": "L", "BN": "ON", "B": "ON", "S": "ON", "WS": "ON"}.get(kind, kind)


def _levels(kinds: list[str]) -> list[int]:
    """0 for left to right, 1 for right to left, 2 for numbers among right-to-left text."""
    levels = [{"L": 0, "R": 1, "EN": 2, "AN": 2}.get(kind, -1) for kind in kinds]
    at = 0
    while at < len(levels):  # N1, N2: neutrals take the direction they lie between, else the page's
        if levels[at] >= 0:
            at += 1
            continue
        end = at
        while end < len(levels) and levels[end] < 0:
            end += 1
        inside = at > 0 and end < len(levels) and levels[at - 1] > 0 and levels[end] > 0
        levels[at:end] = [1 if inside else 0] * (end - at)
        at = end
    return levels


def _brackets(chars: list[str], kinds: list[str]) -> list[str]:
    """Brackets go with the page if anything inside them does, else with the text before them (N0)."""
    found, opened = list(kinds), list[int]()
    pairs = []
    for at, ch in enumerate(chars):
        if kinds[at] == "ON" and ch in _OPENING:
            opened.append(at)
        elif kinds[at] == "ON" and ch in _CLOSING:
            partner = next((o for o in reversed(opened) if chars[o] == ch.translate(_MIRRORED)), None)
            if partner is not None:
                del opened[opened.index(partner) :]
                pairs.append((partner, at))
    for first, last in sorted(pairs):
        inside = set(found[first + 1 : last])
        if "L" in inside:
            found[first] = found[last] = "L"
        elif inside & {"R", "EN", "AN"}:
            before = next((kind for kind in reversed(found[:first]) if kind in ("L", "R", "EN", "AN")), "L")
            found[first] = found[last] = "L" if before == "L" else "R"
    return found


def _weak(kinds: list[str]) -> list[str]:
    """Numbers and what belongs to them (W2 to W7)."""
    found = list(kinds)
    strong = "L"
    for at, kind in enumerate(found):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            found[at] = "AN"
    found = ["R" if kind == "AL" else kind for kind in found]
    for at in range(1, len(found) - 1):
        before, kind, after = found[at - 1 : at + 2]
        if before == after and ((kind in ("ES", "CS") and before == "EN") or (kind == "CS" and before == "AN")):
            found[at] = before
    for at, kind in enumerate(found):
        if kind == "ET" and "EN" in (found[at - 1 : at] + found[at + 1 : at + 2]):
            found[at] = "EN"
    strong = "L"
    for at, kind in enumerate(found):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            found[at] = "L"
    return found


def _reordered(parts: list[str], levels: list[int]) -> list[str]:
    """Every run at a level or above turned round, from the highest level down (L2)."""
    order = list(range(len(parts)))
    for level in (2, 1):
        at = 0
        while at < len(order):
            end = at
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[at:end] = reversed(order[at:end])
            at = max(end, at + 1)
    return [parts[place] for place in order]
