"""The command line: what can be done without a window, with exit codes a script can rely on."""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from desktop.files import SUFFIX, VERSION
from program.trouble import Cancelled, Refused, RuleBroken, Trouble

DONE, ELSE, USAGE, WRONG, DAMAGED, REFUSED, IN_USE = 0, 1, 2, 3, 4, 5, 6

OUR_FAULT = Trouble(
    "Something inside Rotunda went wrong.",
    "What was saved before is still there.",
    "“rotunda history” shows what was kept last; “rotunda check” tells whether the book is sound.",
)


def main(arguments: Sequence[str]) -> int:
    """Carry out a sub-command; returns the exit code. Prints to standard output, troubles to standard error.

    Whatever happens ends in a sentence: an error of ours too, of which the log keeps the kind and the place.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):  # closed, or not the system's own
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    chosen = parser().parse_args(arguments)
    _remember_books()
    chosen.afterwards, chosen.untouched = [], False
    try:
        return _carry_out(chosen)
    except KeyboardInterrupt:
        _print("Stopped. Nothing was changed." if chosen.untouched else "Stopped.", sys.stderr)
        return ELSE
    except BrokenPipeError:  # whoever read our words has heard enough
        _discard(sys.stdout)
        return ELSE


def _carry_out(chosen: argparse.Namespace) -> int:
    """The task, its answer, then what went wrong after it was done: an answer is never lost to a failing backup."""
    task: Callable[[argparse.Namespace], Answer | Failed | None] = chosen.task
    code = DONE
    try:
        answer = task(chosen)
        if isinstance(answer, Failed):
            code, answer = answer.code, answer.answer
        if answer is not None:
            say(answer, chosen.json)
    except BrokenPipeError:
        raise
    except Exception as error:
        trouble = understood(error)
        _tell(trouble, chosen.json)
        code = exit_code(trouble)
    for trouble in chosen.afterwards:
        _tell(trouble, chosen.json)
        code = code or exit_code(trouble)
    return code


class Answer:
    """What a task has to say: words for people, data for `--json`."""

    def __init__(self, words: str | Sequence[str], data: Any) -> None:
        self.words = words if isinstance(words, str) else "\n".join(words)
        self.data = data

    def shown(self, as_json: bool) -> str:
        """The text to print. JSON keeps to ASCII where the output could not carry every letter."""
        plain = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"
        return json.dumps(self.data, ensure_ascii=plain, indent=2, default=str) if as_json else self.words


class Failed:
    """An answer that is bad news: printed like any other, but with an exit code."""

    def __init__(self, answer: Answer, code: int) -> None:
        self.answer = answer
        self.code = code


def say(answer: Answer, as_json: bool) -> None:
    """Print an answer now. Raises Trouble when it cannot be written, for example to a file on a full disk."""
    try:
        _print(answer.shown(as_json), sys.stdout)
    except BrokenPipeError:
        raise
    except OSError:
        _discard(sys.stdout)
        raise Trouble("It was done, but the answer could not be written out.", "What was changed is saved.") from None


def exit_code(trouble: Trouble) -> int:
    """Which exit code a trouble stands for."""
    from storage import trouble as storage

    codes: tuple[tuple[type[Trouble], int], ...] = (
        (storage.WrongPassphrase, WRONG),
        (storage.Damaged, DAMAGED),
        (storage.Locked, IN_USE),
        (RuleBroken, REFUSED),
        (Refused, REFUSED),
        (Cancelled, ELSE),
    )
    return next((code for kind, code in codes if isinstance(trouble, kind)), ELSE)


def understood(error: Exception) -> Trouble:
    """The trouble an error stands for; of a mistake of ours the log keeps kind and place, and nothing it quotes."""
    from storage.trouble import world

    if (trouble := world(error)) is not None:
        return trouble
    if isinstance(error, OSError) and error.strerror:
        return Trouble(f"The system refused to read or write something: {error.strerror}.", OUR_FAULT.kept)
    from desktop import crash

    keep_log()
    crash.note(type(error), error.__traceback__)
    return OUR_FAULT


def _remember_books() -> None:
    """Let what is opened be compared with what was last closed here."""
    from desktop import paths
    from storage import profile

    profile.keep_in(paths.witness_dir())


def keep_log() -> None:
    """Let warnings go to the log file instead of standard error, as the window does; once is enough."""
    if not logging.getLogger().handlers:
        with contextlib.suppress(Exception):  # no log is no reason to say nothing
            from desktop import log, paths

            log.start(paths.log_dir())
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.NullHandler())


def _print(text: str, stream: TextIO | None) -> None:
    if stream is not None:  # it was closed before we started
        print(text, file=stream, flush=True)


def _discard(stream: TextIO | None) -> None:
    """Let nothing more be written where writing failed, so that Python's own ending does not complain either."""
    with contextlib.suppress(AttributeError, ValueError, OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
        os.close(nowhere)


def _tell(trouble: Trouble, as_json: bool) -> None:
    from program.trouble import NotValid

    details: list[str] = []
    if isinstance(trouble, RuleBroken):
        details = [finding.words for finding in trouble.findings]
    elif isinstance(trouble, NotValid):
        details = [f"{problem.label} {problem.words}" for problem in trouble.problems]
    if as_json:
        said = {"trouble": type(trouble).__name__, "what": trouble.what, "kept": trouble.kept, "todo": trouble.todo}
        text = json.dumps({**said, "details": details}, ensure_ascii=False, indent=2)
    else:
        text = "\n".join([trouble.sentence(), *(f"  {detail}" for detail in details)])
    with contextlib.suppress(OSError):  # nobody can be told
        _print(text, sys.stderr)


# ---- the sub-commands and their arguments --------------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    from desktop import (
        demo,
        tasks,
        tasks_check,
        tasks_figures,
        tasks_files,
        tasks_handover,
        tasks_person,
        tasks_planner,
        tasks_propose,
        tasks_registers,
        tasks_rounds,
    )

    top = argparse.ArgumentParser(
        prog="rotunda", description="Run the rotations of a mentorship program in confidence. Alone: opens the window."
    )
    top.add_argument("--version", action="version", version=f"Rotunda {VERSION}")
    commands = top.add_subparsers(title="sub-commands", metavar="COMMAND", required=True)

    def command(
        name: str, words: str, task: Callable[[argparse.Namespace], Any], *, book: bool = True, opens: bool = True
    ) -> Any:
        made = commands.add_parser(name, help=words, description=words)
        made.set_defaults(task=task)
        if book:
            made.add_argument("book", type=book_path, help="the book, NAME.rotunda")
            _add_opening_arguments(made, opens)
        made.add_argument("--json", action="store_true", help="print data instead of words")
        return made

    made = command("demo", "Build the sample program and open it", demo.demo, book=False)
    made.add_argument("--out", type=Path, help="folder for the book, its passphrase, the plan and pictures")
    made.add_argument("--no-window", action="store_true", help="leave the files and open no window")
    made.add_argument("--pages", nargs="+", metavar="PAGE", help="take pictures of these pages only")

    made = command("new", "Create a book; prints its recovery key once", tasks.new, opens=False)
    made.add_argument("--name", default="", help="what the program is called")
    made.add_argument("--kit", type=Path, help="folder for the recovery kit (PDF and text)")

    made = command("import", "Bring in people, goals, ratings and the like from CSV, XLSX or ODS", tasks_files.bring_in)
    made.add_argument("file", type=Path)
    made.add_argument(
        "--kind", choices=("person", *tasks_registers.kinds()), default="person", metavar="KIND",
        help=f"what the rows are: person unless told, or one of {', '.join(tasks_registers.kinds())}",
    )  # fmt: skip
    made.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    made.add_argument("--dates", choices=("day-first", "month-first"), help="how to read dates that could be either")
    made.add_argument("--sheet", help="which sheet of a workbook")
    made.add_argument("--encoding", default="", help="how the file's letters are written, such as cp1252")
    made.add_argument(
        "--delimiter", default="", help="what stands between cells: comma, semicolon, tab, pipe, or a sign"
    )
    made.add_argument("--map", action="append", default=[], metavar="HEADING=FIELD", help="empty: leave it out")
    made.add_argument("--choose", action="append", default=[], metavar="CLASS=CHOICE", help="what to do about problems")

    made = command("export", "Write people or placements to CSV or XLSX", tasks_files.export)
    made.add_argument("what", nargs="?", choices=("people", "placements"), default="people")
    made.add_argument("--out", type=Path, required=True, help="file ending in .csv or .xlsx")
    made.add_argument("--tier", default="program", choices=("restricted", "pair", "program", "publishable"))
    tasks_files.add_reader_arguments(made)

    made = command(
        "export-person", "Write everything held of one person to PDF, XLSX or JSON", tasks_person.export_person
    )
    tasks_person.add_export_arguments(made)

    made = command("erase", "Erase a person for good", tasks_person.erase)
    tasks_person.add_erase_arguments(made)

    made = command("report", "Make a PDF: the committee’s pack, the plan, the roster, one person …", tasks_files.report)
    tasks_files.add_report_arguments(made)

    made = command("list", "List records of a kind", tasks.listing)
    listed = dict.fromkeys((*tasks.KIND_WORDS, *tasks_registers.kinds()))
    made.add_argument("kind", choices=listed, metavar="KIND", help=f"one of {', '.join(listed)}")
    made.add_argument("--search", default="", help="only those with this in their name")

    made = command("keep", "Add a record, or change the one of that name", tasks.keep)
    made.add_argument("kind", choices=tasks.KIND_WORDS)
    made.add_argument("name", nargs="+", help="one or more names")
    made.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="such as seats=3")

    made = command("cycles", "Add a run of cycles", tasks.cycles)
    made.add_argument("--start", type=_day, required=True, help="first day, as 2027-01-31")
    made.add_argument("--stages", default="foundation,foundation,strategic,lead", help="separated by commas")
    made.add_argument("--cadence", choices=("monthly", "quarterly", "half_yearly", "project"), default="quarterly")
    made.add_argument("--cohort", default="")
    made.add_argument("--again", action="store_true", help="also when cycles of these dates are there already")

    made = command("place", "Place mentees, one or from a file (mentee, cycle, host, mentor …)", tasks.place)
    made.add_argument("person", nargs="?", default="")
    made.add_argument("cycle", nargs="?", default="")
    made.add_argument("--host", default="")
    made.add_argument("--mentor", default="")
    made.add_argument("--from", dest="file", type=Path, help="CSV, XLSX or ODS with a placement a row")
    made.add_argument("--reason", default="", help="why it may break a rule")

    made = command("move", "Move a mentee's placement to another cycle", tasks.move)
    made.add_argument("person")
    made.add_argument("cycle")
    made.add_argument("to", help="the cycle to move to")
    made.add_argument("--mode", choices=("move", "swap", "ripple"), default="move")
    made.add_argument("--reason", default="")

    made = command("propose", "Look for a better plan, and adopt it when told to", tasks_propose.propose)
    tasks_propose.add_arguments(made)

    made = command("explain", "Why a mentee is where they are, or why not elsewhere", tasks_planner.explain)
    tasks_planner.add_explain_arguments(made)

    made = command("pack", "Hand a part of the book over to a facilitator", tasks_handover.pack)
    tasks_handover.add_pack_arguments(made)
    made.add_argument("--until", type=_day, metavar="DAY", help="back until then, as 2027-01-31")
    command("grants", "List what was handed over, and what came back", tasks_handover.grants)
    made = command("key", "Make a facilitator's key, for packs encrypted to it", tasks_handover.own_key, book=False)
    made.add_argument("--passphrase-file", type=Path, help="file with a passphrase for the key")
    made.add_argument("--out", type=Path, required=True, help="file for the key")
    made = command("unpack", "Make a facilitator's book from a pack", tasks_handover.unpack, book=False)
    tasks_handover.add_unpack_arguments(made)
    made = command("handback", "Write what was done in a facilitator's book, for the lead", tasks_handover.handback)
    made.add_argument("--out", type=Path, required=True, help="file ending in .rotundapack")
    made = command("merge", "Show what a facilitator brought back, and take it over", tasks_handover.merge)
    made.add_argument("file", type=Path, help="the hand-back")
    made.add_argument("--accept", choices=("safe", "all"), help="all, or only what nobody changed here meanwhile")

    command("undo", "Take the last change back", tasks.undo)
    command("redo", "Do again what was undone", tasks.redo)
    made = command("figures", "Every figure of the program, with its n and interval", tasks_figures.figures)
    tasks_figures.add_arguments(made, _day)

    command("findings", "What the rules say about the plan, and who is not placed", tasks.plan_findings)

    made = command("rounds", "Plan rounds at small tables in which nobody meets twice", tasks_rounds.rounds, book=False)
    tasks_rounds.add_arguments(made)

    made = command("history", "Who changed what, when", tasks.history)
    made.add_argument("--search", default="")
    made.add_argument("--person", default="", help="only what touched this person")
    made.add_argument("--limit", type=_at_least_one, default=50, help="how many entries, 50 unless told")

    words = "Whether a book is sound, or a file is one that it released"
    made = command("check", words, tasks_check.check, book=False)
    made.add_argument("what", type=Path, help="the book, or a PDF, CSV or XLSX file")
    made.add_argument("book", type=book_path, nargs="?", help="the book a file may be from; the only one beside it")
    made.add_argument("--witness", default="", help='a code off paper that the journal should have: "117 K7F2-9Q"')
    made.add_argument("--pdf-passphrase-file", type=Path, help="file with the password of the PDF")
    _add_opening_arguments(made, True)
    command("backup", "Make a verified backup now", tasks.backup)
    made = command("restore", "Put a backup in the book's place (the newest, or the one named)", tasks.restore)
    made.add_argument("--from", dest="backup", type=Path)
    made.add_argument("--list", action="store_true", help="only list the backups")
    made = command("passphrase", "Change the passphrase", tasks.passphrase)
    made.add_argument("--new-passphrase-file", type=Path)
    return top


def _add_opening_arguments(made: Any, opens: bool) -> None:
    made.add_argument("--passphrase-file", type=Path, help="file with the passphrase in its first line")
    if opens:
        made.add_argument("--recovery", action="store_true", help="ask for the recovery key instead")
        made.add_argument("--recovery-file", type=Path, help="file with the recovery key instead")
        made.add_argument("--go-on", action="store_true", help="work in it although it is older than it was known here")
    made.add_argument("--who", help="who is at the keyboard, for the journal")


def book_path(text: str) -> Path:
    """A book's path, with its ending added when it was left out."""
    path = Path(text)
    return path if path.name.endswith(SUFFIX) else path.with_name(path.name + SUFFIX)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("a day looks like 2027-01-31") from None


def _at_least_one(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number from 1 on")
    return int(text)
