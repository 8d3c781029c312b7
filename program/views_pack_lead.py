"""The two sentences that say what a pack comes to."""

from __future__ import annotations

from program.names import counted
from program.views_pack_parts import PackView


def lead(view: PackView) -> str:
    """What a reader with no time should know: what is asked of them, and how the program stands against its targets."""
    asked = len(view.decisions.asked) + view.decisions.more
    lights = [each.light for each in view.status if each.light]
    said = []
    if asked:
        said.append(f"{counted(asked, 'decision is', 'decisions are')} asked for.")
    if lights:
        reached = lights.count("green")
        sentence = f"{reached} of {counted(len(lights), 'target')} {'is' if reached == 1 else 'are'} reached"
        missed = [f"{lights.count(light)} {light}" for light in ("amber", "red") if light in lights]
        said.append(f"{sentence}; {' and '.join(missed)}." if missed else f"{sentence}.")
    worst = next((each for each in view.status if each.light == "red"), None)
    if worst is not None:
        said.append(f"{worst.shown.name} stands at {worst.shown.said}.")
    now = [each for each in view.board.cycles if each.start <= view.until <= each.end]
    for cycle in now[:1]:
        if cycle.placed is not None and cycle.expected:
            said.append(f"{cycle.placed:,} of {counted(cycle.expected, 'mentee')} are placed in {cycle.name}.")
    return " ".join(said) or "There is nothing to decide and nothing to count yet."
