"""The committee's pack and its siblings: which parts, in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from program.records import PackKind, Section
from program.views import PackView
from reports.documents.committee import sponsor
from reports.documents.committee.board import board
from reports.documents.committee.cover import cover
from reports.documents.committee.evidence import exposure, fairness, outcomes
from reports.documents.committee.method import manifest, method
from reports.documents.committee.moved import moved
from reports.documents.committee.observer import findings
from reports.documents.committee.risks import actions, reviews, risks
from reports.documents.committee.status import status
from reports.paper import Frame, Sheet

_PARTS: tuple[tuple[Section, Callable[[Sheet, PackView], None]], ...] = (
    (Section.MOVED, moved),
    (Section.BOARD, board),
    (Section.EXPOSURE, exposure),
    (Section.OUTCOMES, outcomes),
    (Section.FAIRNESS, fairness),
    (Section.RISKS, risks),
    (Section.ACTIONS, actions),
    (Section.REVIEWS, reviews),
)


def build(view: PackView, frame: Frame) -> bytes:
    """A pack as a PDF, portrait unless the frame says otherwise."""
    title = f"{view.title} · {view.of}" if view.of else view.title
    sheet = Sheet(replace(frame, watermark=view.watermark, withheld=()), title)  # told in its place, not on a last page
    if view.kind is PackKind.SPONSOR:
        sponsor.page(sheet, view, frame.withheld)
        return sheet.done()
    cover(sheet, view, frame)
    if Section.DECISIONS in view.sections or Section.STATUS in view.sections:
        sheet.page()
        status(sheet, view)
    for section, draw in _PARTS:
        if section in view.sections:
            draw(sheet, view)
    manifest(sheet, frame.withheld)
    if Section.METHOD in view.sections:
        method(sheet, view)
    if view.kind is PackKind.OBSERVER:
        findings(sheet, view)
    return sheet.done()
