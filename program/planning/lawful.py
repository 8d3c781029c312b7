"""Which entries of a plan break a hard rule, whatever else might be put there instead.

Asked of every entry at once by looking up its own numbers, so that it costs little however many mentors there are.
Room (seats, capacity) is asked of hosts and mentors, not of entries: `overfull`.
"""

from __future__ import annotations

import numpy as np

from program.planning.flows import Hosts, Layer, Marks
from program.planning.problem import Ints
from program.planning.resettle import Lay, room


def banned(lay: Lay, layer: Layer) -> Marks:
    """[p, c] entries that could not stand in any plan: a forbidden pairing, a cycle not theirs, nobody there."""
    found = np.zeros(layer.now.shape, bool)
    who, cycle = np.nonzero(layer.now >= 0)
    what = layer.now[who, cycle]
    found[who, cycle] = ((layer.ban[who, what] | lay.problem.slot_ban[who]) >> cycle) & 1 == 1
    if layer.room is not None:
        found[who, cycle] |= layer.room[what, cycle] <= 0
    return found


def repeated(lay: Lay, layer: Layer) -> Marks:
    """[p, c] entries that come too soon again: of two, the later one, unless it is fixed and the earlier is not."""
    problem, table = lay.problem, layer.now
    found = np.zeros(table.shape, bool)
    hosts = isinstance(layer, Hosts)
    if hosts and not problem.limits.host_once:
        return found
    for later in range(problem.cycles):
        for earlier in range(later):
            same = (table[:, later] >= 0) & (table[:, later] == table[:, earlier])
            if not hosts:
                same &= np.abs(layer.place[:, later] - layer.place[:, earlier]) < problem.limits.window
            same &= ~found[:, earlier] & ~found[:, later]
            yields = same & ~lay.loose[:, later] & lay.loose[:, earlier]
            found[:, earlier] |= yields
            found[:, later] |= same & ~yields
    if hosts:
        who, cycle = np.nonzero(table >= 0)
        found[who, cycle] |= layer.known[who, table[who, cycle]]
    return found


def unfounded(lay: Lay, cycle: int) -> Marks:
    """[p] mentees whose host of the cycle asks for another before, with whom they have not been."""
    problem, place = lay.problem, lay.hosts.place
    found = np.zeros(problem.mentees, bool)
    for host in lay.hosts.gated:
        for person in np.flatnonzero(lay.host[:, cycle] == host):
            before = set(lay.host[person][place[person] < place[person, cycle]].tolist()) | set(problem.sat[person])
            found[person] = before.isdisjoint(problem.after[host])
    return found


def overfull(layer: Layer, cycle: int) -> Marks:
    """[x] hosts, or mentors, with more mentees in the cycle than they take."""
    full: Marks = layer.used(cycle) > room(layer, cycle)
    return full


def crowd(lay: Lay, layer: Layer, cycle: int) -> Ints:
    """Everyone who may move and is where there are too many."""
    column, full = layer.now[:, cycle], overfull(layer, cycle)
    if not full.any():
        return np.zeros(0, np.int64)
    return np.flatnonzero(lay.loose[:, cycle] & (column >= 0) & full[column])


def breaches(lay: Lay) -> Marks:
    """[p, c] cells that break a hard rule; where there is too little room, everyone there who is not fixed."""
    found = np.zeros(lay.host.shape, bool)
    for layer in lay.layers:
        found |= banned(lay, layer) | repeated(lay, layer)
        for cycle in range(lay.problem.cycles):
            column = layer.now[:, cycle]
            there = column >= 0
            there[there] = overfull(layer, cycle)[column[there]]
            loose = there & lay.loose[:, cycle]
            found[:, cycle] |= loose if loose.any() else there
    for cycle in range(lay.problem.cycles):
        found[:, cycle] |= lay.placed[:, cycle] & ~lay.placeable(cycle)
        found[:, cycle] |= unfounded(lay, cycle)
    return found


def different(one: Lay, other: Lay) -> Marks:
    """[p, c] cells in which two plans are not the same."""
    found: Marks = (one.host != other.host) | (one.mentor != other.mentor)
    return found


def lacking(lay: Lay) -> Marks:
    """[p, c] wanted cells without host or without mentor."""
    wanted = lay.problem.wanted.reshape(lay.host.shape) > 0
    found: Marks = wanted & ((lay.host < 0) | (lay.mentor < 0))
    return found
