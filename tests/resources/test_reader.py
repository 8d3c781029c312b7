"""The one reader finds what is there and says what is not."""

from __future__ import annotations

import pytest

import resources


def test_text_and_bytes_are_the_same_file() -> None:
    name = "icons/undo.svg"
    assert resources.read_bytes(name).decode() == resources.read_text(name)
    assert resources.path(name).name == "undo.svg"


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"icons/nothing\.svg"):
        resources.read_text("icons/nothing.svg")


def test_every_font_listed_is_shipped_and_every_font_shipped_is_listed() -> None:
    assert sorted(font.name for font in resources.fonts()) == sorted(resources.names("fonts", ".ttf"))
