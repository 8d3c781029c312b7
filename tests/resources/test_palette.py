"""Both palettes are complete, readable, and tell ten hosts apart for all eyes."""

from __future__ import annotations

import re
from itertools import combinations, product

import pytest

import resources
from tests.resources.sight import EYES, contrast, distance

TEXT = 4.5  # WCAG AA, text
SIGN = 3.0  # WCAG AA, a ring or a sign
APART = 8.0  # Oklab × 100; neighbours in Tol's own muted scheme come down to 5

WORDS = ("text", "quiet", "accent", "good", "caution", "bad", "sealed")
GROUNDS = ("surface", "raised", "sunken", "selection")
TONES = ("accent", "good", "caution", "bad", "sealed")
PAIRS = [
    *product(WORDS, GROUNDS),
    *((word, f"{tone}_soft") for tone in TONES for word in (tone, "text", "quiet")),
    *product(("rail_text", "rail_quiet"), ("rail", "rail_hover", "rail_active")),
    *product(("on_accent",), ("accent", "accent_hover")),
    *product(("on_bad",), ("bad", "bad_hover")),
    ("tip_text", "tip"),
]
RINGS = [*product(("focus",), GROUNDS), ("focus_on_fill", "accent"), *product(("rail_focus",), ("rail", "rail_active"))]


def test_palettes_answer_the_same_roles() -> None:
    light, dark = (resources.palette(name) for name in resources.PALETTES)
    assert set(light) == set(dark)
    assert all(re.fullmatch(r"#[0-9A-F]{6}", value) for value in (*light.values(), *dark.values()))


@pytest.mark.parametrize("name", resources.PALETTES)
def test_words_are_readable_on_every_ground(name: str) -> None:
    colours = resources.palette(name)
    poor = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("name", resources.PALETTES)
def test_the_focus_ring_is_seen(name: str) -> None:
    colours = resources.palette(name)
    seen = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in RINGS}
    # A white ring stands both on the pale button of dark and on the dark page around it, where it is seen in any case.
    floors = {pair: SIGN if name == "light" or pair[0] != "focus_on_fill" else 2.0 for pair in RINGS}
    assert {pair: ratio for pair, ratio in seen.items() if ratio < floors[pair]} == {}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", resources.PALETTES)
def test_hosts_stay_apart_for_all_eyes(name: str, eye: str) -> None:
    hosts = [resources.palette(name)[resources.host_role(index)] for index in range(resources.HOST_COLOURS)]
    near = {pair: round(distance(*pair, eye), 1) for pair in combinations(hosts, 2)}
    assert len(set(hosts)) == 10
    assert {pair: gap for pair, gap in near.items() if gap < APART} == {}


def test_host_colours_come_round_again() -> None:
    assert [resources.host_role(index) for index in (0, 9, 10)] == ["host_1", "host_10", "host_1"]


@pytest.mark.parametrize("name", resources.PALETTES)
def test_the_small_drawings_use_colours_of_their_palette(name: str) -> None:
    used = set()
    for mark in resources.names(f"themes/{name}", ".svg"):
        used |= set(re.findall(r"#[0-9A-Fa-f]{6}", resources.read_text(f"themes/{name}/{mark}.svg")))
    assert used <= set(resources.palette(name).values())
