"""What depends on the whole row of a mentee: variety, and what has to come before what.

Compiled like `kernel.py`.
"""

from __future__ import annotations

from mypy_extensions import i64

from program.planning.given import Given, vec


def variety(given: Given, functions: vec[i64], themes: vec[i64], p: i64, old: i64, h: i64) -> i64:
    """Grains for functions and themes, were one host of the mentee replaced by another; `functions` and `themes` count
    how often each is met."""
    own: i64 = 0
    leaving: i64 = given.function[old] if old >= 0 else -1
    coming: i64 = given.function[h] if h >= 0 else -1
    if leaving != coming:
        if leaving >= 0:
            if leaving != given.own_function[p] and functions[p * given.functions + leaving] == 1:
                own -= given.new_function
            else:
                own -= given.old_function
        if coming >= 0:
            if coming != given.own_function[p] and functions[p * given.functions + coming] == 0:
                own += given.new_function
            else:
                own += given.old_function
    if given.new_theme:
        if old >= 0:
            for i in range(given.theme_at[old], given.theme_at[old + 1]):
                at = p * given.themes + given.theme[i]
                if given.wants_theme[at] and themes[at] == 1 and not brings(given, h, given.theme[i]):
                    own -= given.new_theme
        if h >= 0:
            for i in range(given.theme_at[h], given.theme_at[h + 1]):
                at = p * given.themes + given.theme[i]
                if given.wants_theme[at] and themes[at] == 0:
                    own += given.new_theme
    return own


def brings(given: Given, h: i64, theme: i64) -> bool:
    """Whether a host (-1: none) has a theme."""
    if h >= 0:
        for i in range(given.theme_at[h], given.theme_at[h + 1]):
            if given.theme[i] == theme:
                return True
    return False


def unprepared(given: Given, hosts: vec[i64], slot: i64, h: i64) -> i64:
    """Hosts of the row whose prerequisite is not met, were host h in the slot."""
    p = given.mentee_of[slot]
    first = p * given.cycles
    count: i64 = 0
    for s in range(first, first + given.cycles):
        host = h if s == slot else hosts[s]
        if host < 0 or given.after_at[host] == given.after_at[host + 1]:
            continue
        met = False
        for i in range(given.after_at[host], given.after_at[host + 1]):
            asked = given.after[i]
            if given.has_sat(p, asked):
                met = True
                break
            for e in range(first, first + given.cycles):
                if given.place[e] < given.place[s] and (h if e == slot else hosts[e]) == asked:
                    met = True
                    break
            if met:
                break
        if not met:
            count += 1
    return count


def premature(given: Given, hosts: vec[i64], mentors: vec[i64], slot: i64, placed: bool) -> i64:
    """Placed slots of the row that come before what has to precede them, were the slot placed or not."""
    p = given.mentee_of[slot]
    first = p * given.cycles
    count: i64 = 0
    for s in range(first, first + given.cycles):
        stage = given.stage[s - first]
        if stage == 0 or not (placed if s == slot else mentors[s] >= 0 or hosts[s] >= 0):
            continue
        have = given.done[p * 3 + stage - 1]
        for e in range(first, first + given.cycles):
            if given.stage[e - first] == stage - 1 and given.place[e] < given.place[s]:
                if placed if e == slot else mentors[e] >= 0 or hosts[e] >= 0:
                    have += 1
        if have < (given.foundations[p] if stage == 1 else given.strategics[p]):
            count += 1
    return count
