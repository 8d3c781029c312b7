"""The sub-commands of hand-overs: a pack for a facilitator, the book made from it, the hand-back, and merging that."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.cli import Answer, book_path
from desktop.passphrases import new_passphrase, passphrase
from desktop.tasks import finish, opened
from program.lookup import find
from program.names import counted
from program.packs import GRANTABLE, grantable, row_words, usual_fields
from program.program import Program
from program.records import KINDS, Cohort, Cycle, Grant, Person, new_id
from program.rows import key
from program.trouble import Refused, Trouble

if TYPE_CHECKING:
    from program.merging import Difference, Item, Merge
    from storage.handover import Opened

SUFFIX = ".rotundapack"


def add_pack_arguments(parser: Any) -> None:
    """The arguments of `pack`."""
    parser.add_argument("--grant", required=True, metavar="NAME", help="what the hand-over is called; a known one anew")
    parser.add_argument("--facilitator", default="", metavar="PERSON", help="who gets it")
    parser.add_argument("--person", action="append", default=[], help="whose rows; may come again")
    parser.add_argument("--cohort", action="append", default=[], help="everyone of a cohort; may come again")
    parser.add_argument("--cycle", action="append", default=[], help="which cycles, every one unless told")
    kinds = ", ".join(GRANTABLE)
    parser.add_argument("--kinds", default="", metavar="KIND,…", help=f"kinds of record, all unless told: {kinds}")
    parser.add_argument("--field", action="append", default=[], metavar="KIND.FIELD", help="a closed field as well")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--to", default="", metavar="age1…", help="the facilitator's public key")
    way.add_argument("--words", action="store_true", help="six words instead, to be told by another way")
    parser.add_argument("--out", type=Path, required=True, help=f"file ending in {SUFFIX}")


def pack(arguments: argparse.Namespace) -> Answer:
    """Write a pack, and tell what it holds and how it is opened."""
    from storage.atomic import deliver

    with opened(arguments) as book:
        grant = _grant(book.program(), arguments)
        made = book.handover.pack(grant, to=arguments.to, **arguments.secret)
        path = deliver(arguments.out, made.file)
    words = [f"Wrote {path.name}: {made.view.words}."]
    words += [f"  Withheld: {each}" for each in made.withheld]
    words += [f"The facilitator compares this code when opening it: {made.code}"]
    if made.words:
        words += ["It opens with these words, shown now and never again. Tell them by another way than the file:", ""]
        words += [made.words]
    data = {"pack": str(path), "code": made.code, "words": made.words, "grant": made.grant.id}
    return Answer(words, {**data, "rows": _numbers(map(key, made.view.rows)), "withheld": list(made.withheld)})


def _numbers(keys: Iterable[tuple[str, str]]) -> dict[str, int]:
    return dict(Counter(kind for kind, _ in keys))


def _grant(program: Program, arguments: argparse.Namespace) -> Grant:
    """The hand-over of that name with what is said anew, or a new one."""
    wanted = arguments.grant.casefold()
    known = next((each for each in program.of(Grant).values() if each.name.casefold() == wanted), None)
    grant = known or Grant(new_id(), name=arguments.grant)
    changes: dict[str, Any] = {}
    if arguments.facilitator:
        changes["facilitator"] = find(program, Person, arguments.facilitator).id
    if arguments.person:
        changes["people"] = tuple(find(program, Person, words).id for words in arguments.person)
    if arguments.cohort:
        changes["cohorts"] = tuple(find(program, Cohort, words).id for words in arguments.cohort)
    if arguments.cycle or known is None:
        named = [find(program, Cycle, words).id for words in arguments.cycle]
        changes["cycles"] = tuple(named or (cycle.id for cycle in program.cycles))
    if arguments.kinds or arguments.field or known is None:
        changes["fields"] = (*usual_fields(_kinds(arguments.kinds)), *map(_closed, arguments.field))
    if arguments.until is not None:
        changes["until"] = arguments.until
    return msgspec.structs.replace(grant, **changes)


def _kinds(text: str) -> tuple[str, ...]:
    named = tuple(part.strip() for part in text.split(",") if part.strip())
    if not set(named) <= set(GRANTABLE):
        raise Trouble("A kind cannot be handed over.", "Nothing was written.", f"Kinds are: {', '.join(GRANTABLE)}.")
    return named or GRANTABLE


def _closed(text: str) -> tuple[str, str]:
    kind, _, name = text.partition(".")
    fields = [spec.name for spec in grantable(KINDS[kind])] if kind in GRANTABLE else []
    if name not in fields:
        todo = f"Fields of {kind} are: {', '.join(fields)}." if fields else "Write KIND.FIELD, as person.number."
        raise Trouble("A field cannot be handed over.", "Nothing was written.", todo)
    return kind, name


# ---- the facilitator -------------------------------------------------------------------------------------------------


def add_unpack_arguments(parser: Any) -> None:
    """The arguments of `unpack`."""
    parser.add_argument("file", type=Path, help=f"the pack, NAME{SUFFIX}")
    parser.add_argument("book", type=book_path, help="the book to make from it, NAME.rotunda")
    parser.add_argument("--passphrase-file", type=Path, help="file with a passphrase for the new book")
    parser.add_argument("--words-file", type=Path, help="file with the words that open the pack")
    parser.add_argument("--key", type=Path, help="file with your key, where the pack is encrypted to it")
    parser.add_argument("--key-passphrase-file", type=Path, help="file with the passphrase of your key")
    parser.add_argument("--code", default="", help="the code the lead told you; any other is refused")
    parser.add_argument("--who", help="who is at the keyboard, for the journal")


def unpack(arguments: argparse.Namespace) -> Answer:
    """Make a facilitator's book from a pack."""
    from storage import handover

    found = _opened(arguments)
    if arguments.code and arguments.code.replace("-", "").upper() != found.code.replace("-", ""):
        raise Refused(
            "The pack is signed with another key than the lead's code says.",
            "No book was made.",
            "Ask the lead, by telephone or in person, before you open it.",
        )
    secret = new_passphrase(arguments.passphrase_file)
    book, recovery = handover.begin(arguments.book, secret, found, who=arguments.who)
    reach = found.came.reach
    head = str(book.head())
    finish(arguments, book)
    words = [f"Made {arguments.book.name} from “{reach.grant.name}”: {row_words(reach.rows)}."]
    if not arguments.code:
        words += [f"Compare this code with the lead, by telephone or in person: {found.code}"]
    words += ["Its recovery key is shown now and never again:", "", recovery]
    data = {"book": str(arguments.book), "code": found.code, "recovery": recovery, "journal": head}
    return Answer(words, {**data, "rows": _numbers(reach.rows)})


def _opened(arguments: argparse.Namespace) -> Opened:
    from storage import agekey, handover
    from storage.pack import asks_for_words, read

    file = read(arguments.file)
    if asks_for_words(file):
        return handover.opened(file, words=passphrase(arguments.words_file, "Words of the pack", "--words-file"))
    if arguments.key is None:
        raise Trouble("This pack is encrypted to a key.", "Nothing was opened.", "Give its file with --key.")
    own, secret = read(arguments.key), ""
    if agekey.asks(own):
        secret = passphrase(arguments.key_passphrase_file, "Passphrase of your key", "--key-passphrase-file")
    return handover.opened(file, identity=agekey.read(own, secret))


def own_key(arguments: argparse.Namespace) -> Answer:
    """Make a facilitator's key under a passphrase; its public half goes to the lead."""
    from storage import agekey
    from storage.atomic import deliver

    if arguments.out.exists():
        raise Trouble("There is already something of that name.", "It was left as it is.", "Choose another name.")
    file, public = agekey.make(new_passphrase(arguments.passphrase_file))
    path = deliver(arguments.out, file)
    words = [f"Wrote {path.name}. Keep it; whoever has it and its passphrase opens the packs made for it.", ""]
    return Answer([*words, "Give the lead this public key:", public], {"key": str(path), "public": public})


def handback(arguments: argparse.Namespace) -> Answer:
    """Write what was done since the pack, for the lead alone."""
    from storage.atomic import deliver

    with opened(arguments) as book:
        made = book.handover.handback(**arguments.secret)
        path = deliver(arguments.out, made.file)
    words = [
        f"Wrote {path.name}: {counted(made.steps, 'record')} added, changed or removed. Only the lead can open it.",
        f"The lead may compare this code with you: {made.code}",
    ]
    return Answer(words, {"handback": str(path), "records": made.steps, "code": made.code})


# ---- and back --------------------------------------------------------------------------------------------------------


def merge(arguments: argparse.Namespace) -> Answer:
    """Show what a hand-back brings, and take it over when told to."""
    from program.commands.handover import MergeHandback
    from storage.pack import read
    from storage.signing import spoken

    with opened(arguments) as book:
        found = book.handover.read(read(arguments.file), **arguments.secret)
        brought = book.handover.compare(found)
        program, ours = book.program(), book.handover.ours(brought)
        words = [line for item in brought.items for line in _lines(program, item, brought, ours)]
        summary = f"{counted(len(brought.items), 'record')}, {counted(brought.conflicts, 'conflict')}"
        words += [f"From {found.by}: {summary}. Signed with the key {spoken(found.signer)}."]
        words += ["It was written after the day it was to be back."] if found.late else []
        chosen = {"all": brought.everything, "safe": brought.safe, None: None}[arguments.accept]
        change = book.do(MergeHandback(brought, chosen)) if chosen is not None else None
        words += [f"{change.title}." if change else "Nothing was merged: say --accept safe, or --accept all."]
    data = [
        {
            "kind": item.kind,
            "id": item.id,
            "what": item.what,
            "who": item.by.who,
            "at": item.by.at,
            "fields": [{"field": f.name, "conflict": f.conflict} for f in item.fields],
        }
        for item in brought.items
    ]
    return Answer(words, {"records": data, "conflicts": brought.conflicts, "merged": change is not None})


def _lines(program: Program, item: Item, brought: Merge, ours: Any) -> list[str]:
    kind = KINDS[item.kind].one
    lines = [f"{kind} {item.title}: {item.what}  ({item.by.who} {item.by.at[:16].replace('T', ' ')})"]
    for each in item.fields:
        if each.name:
            side = ours.get((item.kind, item.id))
            who = f" ({side.who} {side.at[:16].replace('T', ' ')})" if side is not None and each.conflict else ""
            mark = "!" if each.conflict else " "
            lines.append(f"  {mark} {each.label}: {_words(program, item, each, 'ours')}{who} → "
                         f"{_words(program, item, each, 'theirs')}")  # fmt: skip
        elif each.conflict:
            lines.append("  ! it was changed or removed here as well")
    return lines


def _words(program: Program, item: Item, each: Difference, side: str) -> str:
    spec = KINDS[item.kind].field(each.name)
    return program.worded(spec.kind, spec.ref, getattr(each, side)) or "empty"


def grants(arguments: argparse.Namespace) -> Answer:
    """The hand-overs there are."""
    with opened(arguments, read_only=True) as book:
        program = book.program()
    found = sorted(program.of(Grant).values(), key=lambda each: (each.on or date.min, each.name), reverse=True)
    words = [f"{each.name} · {each.state.label.lower()} · {each.on or 'not yet handed over'}" for each in found]
    data = [{"id": each.id, "name": each.name, "state": each.state.value, "on": each.on} for each in found]
    return Answer(words or ["Nothing was handed over yet."], data)
