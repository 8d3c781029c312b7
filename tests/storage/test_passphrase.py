"""Passphrases: what is offered, and what is thought of what people type."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter

import pytest

from storage import passphrase
from storage.trouble import WeakPassphrase


def test_the_words_are_short_plain_and_different():
    words = passphrase.words()
    assert len(words) == len(set(words)) >= 2048
    assert all(word.isascii() and word.islower() and word.isalpha() and 3 <= len(word) <= 7 for word in words)


def test_six_words_carry_the_bits_that_are_promised():
    assert passphrase.WORDS * math.log2(len(passphrase.words())) > 68


def test_an_offered_passphrase_is_taken_and_never_the_same_twice():
    offered = {passphrase.suggest() for _ in range(50)}
    assert len(offered) == 50
    for each in offered:
        assert len(each.split("-")) == 6
        assert set(each.split("-")) <= set(passphrase.words())
    for each in list(offered)[:5]:
        passphrase.demand(each)


def test_every_word_is_as_likely_as_any_other():
    drawn = Counter(word for _ in range(400) for word in passphrase.suggest(100).split("-"))
    expected = 400 * 100 / len(passphrase.words())
    chi = sum((drawn[word] - expected) ** 2 / expected for word in passphrase.words())
    freedom = len(passphrase.words()) - 1
    assert abs(chi - freedom) < 6 * math.sqrt(2 * freedom)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "15 more characters"),
        ("fourteen chars", "1 more character."),
        ("a" * 15, "Guessed"),
        ("qwerty" * 4, "Guessed"),
    ],
)
def test_a_weak_one_is_refused_with_a_reason(text, advice):
    judged = passphrase.strength(text)
    assert not judged.enough
    assert advice in judged.advice
    with pytest.raises(WeakPassphrase) as caught:
        passphrase.demand(text)
    assert not text or text not in str(caught.value)


def test_what_an_attacker_knows_counts_for_nothing():
    assert passphrase.strength("Larkspur Mentoring").enough
    assert not passphrase.strength("Larkspur Mentoring", known=["larkspur", "mentoring", "larkspur mentoring"]).enough


def test_length_is_counted_in_characters_as_people_see_them():
    assert passphrase.strength(unicodedata.normalize("NFD", "é" * 14)).advice.startswith("Too short: 1 more")


def test_a_very_long_passphrase_is_judged_at_once():
    assert passphrase.strength("Seven wild horses cross the river at dawn " * 200).enough
