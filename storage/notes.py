"""Writing and reading private notes: the public half of the keys for writing, the lead's unsealing for reading.

A note is an ordinary record with an opaque body, so that journal, undo, backups and merging handle ciphertext only.
What is read is handed over and kept nowhere here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from program.program import Program
from program.records import Note, NoteKind
from program.trouble import Trouble
from storage import keys, seal
from storage.keys import Key
from storage.origin import came
from storage.seal import Place, Ring
from storage.trouble import Damaged
from storage.vault import Vault


class Content(msgspec.Struct, frozen=True):
    """What a note says. `links` are addresses or titles of papers, one each."""

    kind: NoteKind
    text: str
    links: tuple[str, ...] = ()

    def holds(self, words: str) -> bool:
        """Whether every one of `words` occurs in it, whatever the case."""
        body = "\n".join((self.text, *self.links, self.kind.label)).casefold()
        return all(word in body for word in words.casefold().split())


class Sealed(Trouble):
    """The notes are sealed, or sealed again in the meantime."""

    def __init__(self) -> None:
        super().__init__("The private notes are sealed.", "Nothing was shown.", "Unseal them with the passphrase.")


class NoKeys(Trouble):
    """The book is from before there were private notes."""

    def __init__(self) -> None:
        super().__init__(
            "This book has no keys for private notes yet.",
            "The note was not kept yet.",
            "Unseal the private notes once with the passphrase.",
        )


class ForTheLead(Trouble):
    """Private notes in a facilitator's book are sealed to the lead."""

    def __init__(self) -> None:
        super().__init__(
            "Private notes in this book can be read by the program lead alone.",
            "Nothing was shown.",
            "They go to the lead with the next hand-back.",
        )


class Notes:
    """The private notes of an open book. `journal` writes a line into its journal; `present` gives the program."""

    def __init__(self, vault: Vault, journal: Callable[[str], None], present: Callable[[], Program]) -> None:
        self._vault = vault
        self._journal = journal
        self._present = present
        self._unsealed: Unsealed | None = None

    def written(self, note: Note, content: Content) -> Note:
        """`note` with `content` sealed into it, to be kept like any record. Raises NoKeys, TooLong.

        In a facilitator's book it is sealed to the lead whose program it is a part of, and nobody here reads it again.
        """
        if (origin := came(self._present())) is not None:
            text, place = _text(content), _place(origin.pack.store_id, note)
            return msgspec.structs.replace(note, body=seal.sealed_to(origin.pack.lock, text, place))
        if self._vault.ring is None:
            raise NoKeys
        return written(self._vault.ring, self._vault.store_id, note, content)

    def unseal(self, *, passphrase: str | None = None, recovery: str | None = None) -> Unsealed:
        """Let the notes be read until they are sealed again; journaled. Raises WrongPassphrase, and NoKeys where a book
        without keys for notes may not be written to, and ForTheLead in a facilitator's book."""
        if came(self._present()) is not None:
            raise ForTheLead
        key = self._vault.unseal(passphrase=passphrase, recovery=recovery)
        try:
            if self._vault.ring is None:
                raise NoKeys
            self._journal("Unsealed the private notes")
        except BaseException:
            keys.wipe(key)
            raise
        self.seal()
        self._unsealed = Unsealed(self._vault.ring, self._vault.store_id, key, self._read)
        return self._unsealed

    def _read(self, id_: str) -> None:
        self._journal(f"Read private note {id_}")

    def seal(self) -> None:
        """Seal what is unsealed."""
        if self._unsealed is not None:
            self._unsealed.seal()
            self._unsealed = None


def written(ring: Ring, store_id: str, note: Note, content: Content) -> Note:
    """`note` with `content` sealed into its body; `about`, `author` and `revision` must be final. Raises TooLong."""
    return msgspec.structs.replace(note, body=seal.sealed(ring, _text(content), _place(store_id, note)))


def _text(content: Content) -> str:
    return msgspec.json.encode(content).decode()


class Unsealed:
    """The lead's reading of private notes, from the passphrase until `seal()`.

    `told` hears the id of every note that is read, for the journal.
    """

    def __init__(self, ring: Ring, store_id: str, key: Key, told: Callable[[str], None]) -> None:
        self._ring = ring
        self._store_id = store_id
        self._key: Key | None = key
        self._told = told

    @property
    def is_open(self) -> bool:
        """Whether notes can be read."""
        return self._key is not None

    def read(self, note: Note) -> Content:
        """What a note says; that it was read is journaled first. Raises Sealed, Damaged, and what the journal says."""
        content = self._content(note)
        self._told(note.id)
        return content

    def search(self, words: str, notes: Iterable[Note]) -> Iterator[Note]:
        """The notes that hold every one of `words`. Nothing is kept of what they say. Raises Sealed."""
        for note in notes:
            try:
                found = self._content(note).holds(words)
            except Damaged:
                continue  # reading it will say so
            if found:
                yield note

    def seal(self) -> None:
        """Wipe the key. Sealing twice is fine."""
        keys.wipe(self._key)
        self._key = None

    def _content(self, note: Note) -> Content:
        if self._key is None:
            raise Sealed
        text = seal.opened(self._ring, note.body, _place(self._store_id, note), self._key)
        try:
            return msgspec.json.decode(text, type=Content)
        except msgspec.DecodeError:
            raise Damaged("A private note cannot be read.") from None


def _place(store_id: str, note: Note) -> Place:
    return Place(store_id, note.id, note.about, note.revision, note.author)
