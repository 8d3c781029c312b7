"""Which entries of a plan break a hard rule, whatever else might be put there instead.

Asked of every entry at once by looking up its own numbers, so that it costs little however many mentors there are.
Room (seats, capacity) is asked of hosts and mentors, not of entries: `overfull`.
"""

from __future__ import annotations

import numpy as np

from program.planning.problem import Problem
from program.planning.resettle import Flags, Lay, Layer, placeable, room, size, taken


def banned(problem: Problem, lay: Lay, layer: Layer) -> Flags:
    """[p, c] entries that could not stand in any plan: a forbidden pairing, a cycle not theirs, nobody there."""
    table = lay.of_layer(layer)
    options = size(problem, layer)
    bans = (problem.seat_ban if layer is Layer.HOST else problem.pair_ban).reshape(problem.mentees, options)
    places = np.stack([room(problem, layer, cycle) for cycle in range(problem.cycles)], axis=1)
    who, cycle = np.nonzero(table >= 0)
    what = table[who, cycle]
    found = np.zeros(table.shape, bool)
    found[who, cycle] = ((bans[who, what] | problem.slot_ban[who]) >> cycle) & 1 == 1
    found[who, cycle] |= places[what, cycle] <= 0
    return found


def repeated(problem: Problem, lay: Lay, layer: Layer) -> Flags:
    """[p, c] entries that come too soon again: of two, the later one, unless it is fixed and the earlier is not."""
    table = lay.of_layer(layer)
    found = np.zeros(table.shape, bool)
    if layer is Layer.HOST and not problem.limits.host_once:
        return found
    place = problem.place.reshape(table.shape)
    fixed = problem.fixed.reshape(table.shape) > 0
    for later in range(problem.cycles):
        for earlier in range(later):
            same = (table[:, later] >= 0) & (table[:, later] == table[:, earlier])
            if layer is Layer.MENTOR:
                same &= np.abs(place[:, later] - place[:, earlier]) < problem.limits.window
            same &= ~found[:, earlier] & ~found[:, later]
            yields = same & fixed[:, later] & ~fixed[:, earlier]
            found[:, earlier] |= yields
            found[:, later] |= same & ~yields
    if layer is Layer.HOST:
        for person, hosts in enumerate(problem.sat):
            if hosts:
                found[person] |= np.isin(table[person], hosts)
    return found


def unfounded(problem: Problem, lay: Lay, cycle: int) -> Flags:
    """[p] mentees whose host of the cycle asks for another before, with whom they have not been."""
    found = np.zeros(problem.mentees, bool)
    if not problem.limits.prerequisite:
        return found
    place = problem.place.reshape(lay.host.shape)
    bound = np.array([bool(after) for after in problem.after], bool)
    hosts = lay.host[:, cycle]
    for person in np.nonzero((hosts >= 0) & bound[hosts])[0]:
        before = set(lay.host[person][place[person] < place[person, cycle]].tolist()) | set(problem.sat[person])
        found[person] = before.isdisjoint(problem.after[hosts[person]])
    return found


def overfull(problem: Problem, lay: Lay, layer: Layer, cycle: int) -> Flags:
    """[x] hosts, or mentors, with more mentees in the cycle than they take."""
    full: Flags = taken(problem, lay.of_layer(layer), layer, cycle) > room(problem, layer, cycle)
    return full


def different(one: Lay, other: Lay) -> Flags:
    """[p, c] cells in which two plans are not the same."""
    found: Flags = (one.host != other.host) | (one.mentor != other.mentor)
    return found


def lacking(problem: Problem, lay: Lay) -> Flags:
    """[p, c] wanted cells without host or without mentor."""
    wanted = problem.wanted.reshape(lay.host.shape) > 0
    found: Flags = wanted & ((lay.host < 0) | (lay.mentor < 0))
    return found


def breaches(problem: Problem, lay: Lay) -> Flags:
    """[p, c] cells that break a hard rule; where there is too little room, everyone there who is not fixed."""
    found = np.zeros(lay.host.shape, bool)
    fixed = problem.fixed.reshape(lay.host.shape) > 0
    everyone = np.arange(problem.mentees)
    for layer in Layer:
        found |= banned(problem, lay, layer) | repeated(problem, lay, layer)
        table = lay.of_layer(layer)
        for cycle in range(problem.cycles):
            full = overfull(problem, lay, layer, cycle)
            there = (table[:, cycle] >= 0) & full[table[:, cycle]]
            loose = there & ~fixed[:, cycle]
            found[:, cycle] |= loose if loose.any() else there
    for cycle in range(problem.cycles):
        filled = (lay.host[:, cycle] >= 0) | (lay.mentor[:, cycle] >= 0)
        found[:, cycle] |= filled & ~placeable(problem, lay, cycle, everyone)
        found[:, cycle] |= unfounded(problem, lay, cycle)
    return found
