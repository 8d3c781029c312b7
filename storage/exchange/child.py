"""The process of its own in which a foreign file is read, so that a file meant to do harm can harm nothing else.

The child reads the file once, may neither write files nor open connections nor start programs, has bounds on memory
and time, and is killed on cancel. What it sends back is plain data in a fixed shape (msgspec), never pickled objects,
so the parent need not trust it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from program.intake.table import Cell, Facts, Remark, Row, Table
from program.trouble import Cancelled
from storage.exchange.limits import FileRefused, Limits
from storage.exchange.parse import Reading, parse

_Wire = str | int | float | tuple[int, int, int]  # a date travels as year, month, day
_BLOCK = 2_000
_TICK = 0.05


class _Step(msgspec.Struct, frozen=True, tag="step"):
    done: float


class _Block(msgspec.Struct, frozen=True, tag="block"):
    rows: list[tuple[int, list[_Wire]]]


class _Done(msgspec.Struct, frozen=True, tag="done"):
    headings: tuple[str, ...]
    facts: Facts
    remarks: tuple[Remark, ...]


class _Refused(msgspec.Struct, frozen=True, tag="refused"):
    what: str
    todo: str
    row: int
    column: int


_Message = _Step | _Block | _Done | _Refused


def read_apart(
    path: Path, reading: Reading, limits: Limits, progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> Table:
    """Reads `path` in a child process. Raises FileRefused or Cancelled; the child is gone when this returns."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(
        target=_work,
        args=(sender, os.fspath(path), msgspec.to_builtins(reading), msgspec.to_builtins(limits)),
        daemon=True,
    )
    try:
        child.start()
        sender.close()
        return _receive(receiver, limits, progress, cancelled)
    finally:
        receiver.close()
        sender.close()
        if child.pid is not None:
            child.kill()
            child.join()
        child.close()


def _receive(
    receiver: Connection, limits: Limits, progress: Callable[[float], None], cancelled: Callable[[], bool]
) -> Table:
    decoder = msgspec.msgpack.Decoder(_Message)
    deadline = time.monotonic() + limits.seconds
    rows: list[Row] = []
    while True:
        if cancelled():
            raise Cancelled
        if time.monotonic() > deadline:
            raise FileRefused(
                f"Reading this file took longer than {limits.seconds} seconds.", "Split it into smaller files."
            )
        if not receiver.poll(_TICK):
            continue
        try:
            message = decoder.decode(receiver.recv_bytes())
        except (EOFError, OSError, msgspec.MsgspecError):
            # The child ended without an answer: its bounds on memory or time, or a fault in a library.
            raise FileRefused(
                "Reading this file was stopped because it asked for too much memory or time, or is damaged.",
                "Save it anew as .csv or .xlsx in your spreadsheet program and import that.",
            ) from None
        match message:
            case _Step(done):
                progress(done)
            case _Block(block):
                rows.extend(Row(number, tuple(map(_unwire, cells))) for number, cells in block)
            case _Refused(what, todo, row, column):
                raise FileRefused(what, todo, row=row, column=column)
            case _Done(headings, facts, remarks):
                progress(1.0)
                return Table(headings, tuple(rows), facts, remarks)


def _wire(cell: Cell) -> _Wire:
    return (cell.year, cell.month, cell.day) if isinstance(cell, date) else cell


def _unwire(cell: _Wire) -> Cell:
    return date(*cell) if isinstance(cell, tuple) else cell


def _work(sender: Connection, path: str, reading: dict[str, Any], limits: dict[str, Any]) -> None:
    """The child's whole life."""
    bounds = msgspec.convert(limits, Limits)
    encoder = msgspec.msgpack.Encoder()

    def send(message: _Message) -> None:
        sender.send_bytes(encoder.encode(message))

    try:
        _preload()
        _confine(bounds)
        table, facts = parse(Path(path), msgspec.convert(reading, Reading), bounds, lambda done: send(_Step(done)))
        for start in range(0, len(table.rows), _BLOCK):
            block = table.rows[start : start + _BLOCK]
            send(_Block([(number, list(map(_wire, cells))) for number, cells in block]))
        send(_Done(tuple(table.headings), facts, table.remarks()))
    except FileRefused as refusal:
        send(_Refused(refusal.bare, refusal.todo, refusal.row, refusal.column))
    except BaseException:  # a library's own fault or panic: its text may quote the file, so it goes no further
        sender.close()
        os._exit(1)
    sender.close()


def _preload() -> None:
    """Libraries are loaded before the bounds are set, because loading maps memory and may write byte code."""
    import charset_normalizer  # noqa: F401
    import python_calamine  # noqa: F401

    # A library's panic prints where it happened; nobody reads that, and a terminal is no place for it.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _confine(limits: Limits) -> None:
    sys.addaudithook(_forbid)
    try:
        import resource
    except ImportError:  # Windows has no such limits; the scan before building and the time-out stand alone there
        return
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_CPU, limits.seconds)
    if hasattr(resource, "RLIMIT_AS"):
        _bound(resource.RLIMIT_AS, limits.memory)


def _bound(what: int, most: int) -> None:
    import contextlib
    import resource

    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS refuses some of these
        resource.setrlimit(what, (most, most))


_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system",
              "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
              "shutil.", "webbrowser.", "urllib.", "pty.", "ftplib.", "smtplib.", "http.")  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _forbid(event: str, args: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and isinstance(args[2], int) and args[2] & _WRITING:
        raise PermissionError(event)
