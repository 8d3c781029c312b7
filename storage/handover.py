"""Hand-overs of an open book: packs going out, a facilitator's book made from one, hand-backs, and reading them.

Who trusts what. A pack is signed by the lead's book and encrypted to one facilitator. Its signature says that it is
whole and from whoever holds the signing key; that this is the lead is known by the words they gave by word of mouth, or
by comparing the code of the key. A hand-back is encrypted to the lead. It carries the pack, whose mark nobody knows who
has not opened it: so the first one is from whoever could open the pack. It is signed with a key made when the pack was
opened; the first one merged fixes that key for the hand-over, and its code can be compared too. What a hand-back may
hold is decided by the lead's book alone, from the pack as it went out.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from program.changes import Change, Pair
from program.commands.handover import HandOver
from program.merging import Handback, Merge, NotAccepted, Side, compared, demand_mergeable
from program.packs import PackView, demand_something, outgoing, resolved
from program.program import Program
from program.reach import differing, sighted
from program.records import CHARTER, ORIGIN, Charter, Grant, Note, Origin, Returned, kind_of
from program.rows import rows
from program.trouble import Trouble
from storage import keys, pack, passphrase, seal, signing
from storage.journal import Head, stamp
from storage.keys import KdfCost
from storage.origin import Came, came
from storage.pack import NotAPack, Pack, Sent, Stand
from storage.seal import Ring
from storage.signing import Hand
from storage.vault import Vault

if TYPE_CHECKING:
    from pyrage.x25519 import Identity

    from storage.book import Book


class Packed(NamedTuple):
    """A pack as it goes out: the file, the words that open it (empty: the facilitator's key does), the code of the
    lead's signing key, what it holds, what was withheld from it, and the hand-over as it was kept."""

    file: bytes
    words: str
    code: str
    view: PackView
    withheld: tuple[str, ...]
    grant: Grant


class Opened(NamedTuple):
    """A pack as the facilitator finds it, with the code of the key that signed it."""

    came: Came
    signed: str
    code: str


class Back(NamedTuple):
    """A hand-back as it goes out: the file, the code of the facilitator's signing key, how many records it holds."""

    file: bytes
    code: str
    steps: int


class Handover:
    """What is handed over from an open book, and what comes back to it."""

    def __init__(self, vault: Vault, book: Book, clock: Callable[[], datetime]) -> None:
        self._vault = vault
        self._book = book
        self._clock = clock

    @property
    def came(self) -> Came | None:
        """Where this book came from; None for a lead's own."""
        return came(self._book.program())

    # --- the lead hands over ------------------------------------------------------------------------------------------

    def pack(
        self, grant: Grant, *, to: str = "", passphrase: str | None = None, recovery: str | None = None
    ) -> Packed:
        """`prepare`, and keep the hand-over. Raises NotValid as well."""
        made = self.prepare(grant, to=to, passphrase=passphrase, recovery=recovery)
        self._book.do(HandOver(made.grant))
        return made

    def prepare(
        self, grant: Grant, *, to: str = "", passphrase: str | None = None, recovery: str | None = None
    ) -> Packed:
        """The pack of what `grant` says, to the public key `to` or to six words drawn by lot; asks for a lead's secret.

        Nothing comes back of it before the hand-over is kept (`HandOver`), with the fingerprint of its pack; that
        outdates the pack before. Raises WrongPassphrase, and Trouble when there is nothing in it.
        """
        program, head = self._book.program(), self._book.head()
        self._demand_lead()
        if to:
            pack.demand_recipient(to)
        view, withheld = outgoing(program, grant)
        demand_something(view)
        hand, ring = self._hands(passphrase, recovery)[0], self._ring()
        made = Pack(
            book=program.charter.name,
            store_id=self._vault.store_id,
            generation=self._vault.generation,
            head=Stand(head.seq, head.code),
            made=stamp(self._clock()),
            nonce=secrets.token_hex(16),
            lock=ring.locks[-1].public,
            reply=hand.recipient,
            grant=rows([_sent(resolved(program, grant))])[0],
            rows=rows(view.rows),
            names=rows(view.names),
        )
        words = "" if to else passphrase_words()
        file = pack.encrypted(pack.signed(made, hand), to=to, words=words)
        kept = msgspec.structs.replace(
            _sent(grant), pack=pack.fingerprint(made), stand=head.seq, on=self._clock().astimezone().date()
        )
        return Packed(file, words, signing.spoken(hand.public), view, tuple(each.words for each in withheld), kept)

    # --- the facilitator hands back -----------------------------------------------------------------------------------

    def handback(self, *, passphrase: str | None = None, recovery: str | None = None) -> Back:
        """Everything that was done in this book since it was handed over, for the lead alone; journaled.

        Raises WrongPassphrase, and Trouble in a book that was not handed over.
        """
        origin = self.came
        if origin is None:
            raise Trouble("This book was not handed over to anybody.", "Nothing was written.", "Open the other one.")
        # The oldest lock: a change of locks does not change who signs.
        hand = self._hands(passphrase, recovery)[-1]
        self._book.note("Wrote a hand-back")
        program, head = self._book.program(), self._book.head()
        steps = []
        for before, after in differing(origin.reach, program):
            item = after if after is not None else before
            assert item is not None, "one of the two is there"
            last = next(iter(self._book.history(item.id, limit=1)), None)
            who, at = (last.who, stamp(last.at)) if last is not None else ("", "")
            steps.append(pack.returned(after, kind_of(item).key, item.id, who, at))
        sent = Sent(
            by=self._book.who[:200],
            made=stamp(self._clock()),
            nonce=secrets.token_hex(16),
            head=Stand(head.seq, head.code),
            pack=origin.pack,
            steps=tuple(steps),
        )
        file = pack.encrypted(pack.signed(sent, hand), to=origin.pack.reply)
        return Back(file, signing.spoken(hand.public), len(steps))

    # --- and the lead takes it back -----------------------------------------------------------------------------------

    def read(self, file: bytes, *, passphrase: str | None = None, recovery: str | None = None) -> Handback:
        """A hand-back, found to be whole, of this book, new, and within what was handed over. Nothing is merged yet.

        Raises WrongPassphrase (the book's), NotYours, NotAPack, and NotAccepted with the reason.
        """
        self._demand_lead()
        if pack.asks_for_words(file):
            raise NotAPack
        hands = self._hands(passphrase, recovery)
        raw = pack.decrypted(file, identities=[hand.identity for hand in hands])
        sent, signer = pack.verified(raw, Sent)
        found = sent.handback(signer)
        demand_mergeable(self._book.program(), self._vault.store_id, found)
        head = Head(sent.pack.head.seq, sent.pack.head.code)
        if sent.pack.generation > self._vault.generation or not self._book.knows(head):
            raise NotAccepted(
                "This book is older than the pack it answers, or was altered.",
                "Check the book, and open the newest one.",
            )
        ring = self._ring()
        if not all(seal.addressed(ring, s.after.body) for s in found.steps if isinstance(s.after, Note)):
            raise NotAccepted("A private note in it is not sealed to this book's lead.")
        return found

    def compare(self, handback: Handback) -> Merge:
        """What it brings, as it stands against the present; for `MergeHandback`. Raises NotAccepted."""
        demand_mergeable(self._book.program(), self._vault.store_id, handback)
        return compared(self._book.program(), handback)

    def ours(self, merge: Merge) -> dict[tuple[str, str], Side]:
        """Who changed the records of a merge here since they were handed over, and when."""
        since = (grant.stand if (grant := self._grant(merge)) is not None else 0) + 1
        found = {}
        for item in merge.items:
            last = next(iter(self._book.history(item.id, limit=1)), None)
            if last is not None and last.seq > since:
                found[item.kind, item.id] = Side(last.who, stamp(last.at))
        return found

    def _grant(self, merge: Merge) -> Grant | None:
        return self._book.program().get(Grant, merge.handback.grant)

    # --- within -------------------------------------------------------------------------------------------------------

    def _hands(self, passphrase: str | None, recovery: str | None) -> list[Hand]:
        with keys.borrowed(self._vault.unseal(passphrase=passphrase, recovery=recovery)) as key:
            return Hand.every(self._ring(), key, self._vault.store_id)

    def _ring(self) -> Ring:
        ring = self._vault.ring
        if ring is None:
            raise Trouble("This book has no keys for hand-overs yet.", "Nothing was written.", "Open it for writing.")
        return ring

    def _demand_lead(self) -> None:
        if self.came is not None:
            raise Trouble(
                "This book is itself a part that was handed over.",
                "Nothing was written.",
                "Write a hand-back; only the program lead's book hands over and merges.",
            )


def passphrase_words() -> str:
    """Six words drawn by lot, to be told to the facilitator by another way than the pack goes."""
    return passphrase.suggest()


def opened(file: bytes, *, identity: Identity | None = None, words: str = "") -> Opened:
    """A pack as a facilitator opens it, with the key or the words. Raises NotYours, NotAPack."""
    raw = pack.decrypted(file, identities=None if identity is None else [identity], words=words)
    made, signer = pack.verified(raw, Pack)
    return Opened(Came(made, signer, made.reach()), raw.decode(), signing.spoken(signer))


def begin(
    path: Path,
    passphrase: str,
    found: Opened,
    *,
    who: str | None = None,
    cost: KdfCost | None = None,
    **more: Any,
) -> tuple[Book, str]:
    """A facilitator's book made from an opened pack, and its recovery key. Raises what `Book.create` raises."""
    from storage.book import Book

    origin = Origin(ORIGIN, store=found.came.pack.store_id, grant=found.came.reach.grant.id, pack=found.signed)
    records = Program.of_records(found.came.reach.handed.values())
    charter = records.get(Charter, CHARTER) or Charter(CHARTER, name=found.came.pack.book)
    charter = sighted(charter, found.came.reach)
    everything = [charter, origin, *(item for item in records.everything() if not isinstance(item, Charter))]
    first = Change(f"Open the hand-over {found.came.reach.grant.name}", tuple(Pair(None, item) for item in everything))
    return Book.create(path, passphrase, begin=first, who=who, cost=cost, **more)


def _sent(grant: Grant) -> Grant:
    """The hand-over as it goes out: nothing came back of it yet."""
    return msgspec.structs.replace(
        grant, signer="", state=Returned.OUT, pack="", number=0, nonce="", agreed="", on=None, stand=0
    )

