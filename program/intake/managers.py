"""Managers, named in words, become links to people of the file or the book wherever the words mean one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from program.intake.cells import is_blank
from program.intake.drafts import Draft
from program.intake.headings import MANAGER
from program.intake.problems import Choice, Concern, Ledger
from program.intake.words import plain
from program.program import Program
from program.records import Person


def link_managers(drafts: list[Draft], program: Program, ledger: Ledger, heading: str) -> None:
    """Replaces the words under `manager` by an id, and puts words that mean nobody under `manager_name`.

    A row left out because of its manager is no manager either; who named that row is asked about again.
    """
    links = _Links(drafts, program, ledger, heading)
    for draft in drafts:
        if not draft.skip and MANAGER in draft.values:
            links.resolve(draft)
    links.break_circles()
    links.drop_skipped()


class _Links:
    def __init__(self, drafts: list[Draft], program: Program, ledger: Ledger, heading: str) -> None:
        self.drafts = {draft.id: draft for draft in drafts if not draft.skip}
        self.people = program.of(Person)
        self.ledger = ledger
        self.heading = heading
        self.words: dict[str, str] = {}  # what each linked draft called its manager
        self.index = _index(self.drafts, self.people.values())

    def note(self, draft: Draft, concern: Concern, sentence: str) -> Choice:
        choice = self.ledger.note(concern, draft.row, self.heading, sentence)
        draft.skip = draft.skip or choice is Choice.SKIP
        return choice

    def resolve(self, draft: Draft) -> None:
        words = draft.values.pop(MANAGER)
        if not words or is_blank(words):
            draft.values[MANAGER] = draft.values["manager_name"] = ""
            return
        ids = self.find(words)
        if draft.before is not None and draft.before.manager in self.meant(words):
            ids = (draft.before.manager,)  # the link that stands is one of those meant
        if ids == (draft.id,):
            self.note(draft, Concern.OWN_MANAGER, "Somebody is named as their own manager.")
            return
        ids = tuple(each for each in ids if each != draft.id)
        if len(ids) == 1:
            draft.values[MANAGER], draft.values["manager_name"] = ids[0], ""
            self.words[draft.id] = words
        elif ids:
            self.unlinked(draft, words, Concern.UNCLEAR_MANAGER, f"“{words}” could be any of {len(ids)} people.")
        else:
            self.unlinked(draft, words, Concern.UNKNOWN_MANAGER, f"“{words}” is neither in this file nor in the book.")

    def unlinked(self, draft: Draft, words: str, concern: Concern, sentence: str) -> bool:
        """Keeps the words as chosen; returns whether the row is now left out."""
        choice = self.note(draft, concern, sentence)
        draft.values[MANAGER] = ""
        draft.values["manager_name"] = words if choice is Choice.TAKE else ""
        return draft.skip

    def find(self, words: str) -> tuple[str, ...]:
        """The ids of those the words mean first: a name, then an e-mail or number, then a name like "Ruiz, Ana"."""
        for ids in self._ways(words):
            if ids:
                return tuple(ids)
        return ()

    def meant(self, words: str) -> set[str]:
        """The ids of everybody the words may mean."""
        return {id_ for ids in self._ways(words) for id_ in ids}

    def _ways(self, words: str) -> tuple[list[str], ...]:
        last, comma, first = words.partition(",")
        turned = plain(f"{first} {last}") if comma else ""
        return tuple(self.index.get(key, []) for key in (plain(words), words.casefold(), turned))

    def break_circles(self) -> None:
        """Notes everyone of this file whose line of managers leads back to themselves."""
        settled: set[str] = set()
        for start in self.words:
            path: dict[str, None] = {}
            here = start
            while here and here not in settled and here not in path:
                path[here] = None
                here = self.manager_of(here)
            if here in path:
                line = list(path)
                for id_ in line[line.index(here) :]:
                    self.note_circle(id_)
            settled.update(path)

    def note_circle(self, id_: str) -> None:
        draft = self.drafts.get(id_)
        if draft is not None and id_ in self.words:
            sentence = "The line of managers leads back to this person."
            if self.note(draft, Concern.MANAGER_LOOP, sentence) is Choice.INSTEAD:
                draft.values[MANAGER], draft.values["manager_name"] = "", self.words[id_]

    def manager_of(self, id_: str) -> str:
        draft = self.drafts.get(id_)
        if draft is not None and MANAGER in draft.values:
            return str(draft.values[MANAGER])
        person = self.people.get(id_)
        return person.manager if person is not None else ""

    def drop_skipped(self) -> None:
        """People left out who are not in the book can be nobody's manager."""
        reports: dict[str, list[Draft]] = {}
        for id_ in self.words:
            reports.setdefault(self.manager_of(id_), []).append(self.drafts[id_])
        gone = [draft for draft in self.drafts.values() if draft.skip and draft.before is None]
        while gone:
            for draft in reports.get(gone.pop().id, ()):
                if draft.skip:
                    continue
                words = self.words[draft.id]
                sentence = f"“{words}” is in a row that is left out."
                if self.unlinked(draft, words, Concern.UNKNOWN_MANAGER, sentence) and draft.before is None:
                    gone.append(draft)


def _index(drafts: Mapping[str, Draft], people: Iterable[Person]) -> dict[str, list[str]]:
    """Everybody's id by name, e-mail and number, as they will stand after the import."""
    index: dict[str, list[str]] = {}
    met: dict[str, tuple[str, str, str]] = {each.id: (each.name, each.email, each.number) for each in people}
    for id_, draft in drafts.items():
        old = met.get(id_, ("", "", ""))
        new = (draft.name, str(draft.values.get("email") or ""), str(draft.values.get("number") or ""))
        met[id_] = (new[0] or old[0], new[1] or old[1], new[2] or old[2])
    for id_, (name, email, number) in met.items():
        for key in {plain(name), email.casefold(), number.casefold()} - {""}:
            index.setdefault(key, []).append(id_)
    return index
