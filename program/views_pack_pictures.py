"""The pictures of a pack, section by section, without the name of anybody."""

from __future__ import annotations

from collections.abc import Mapping

from program.metrics.figure import Scope
from program.program import Program
from program.records import PackKind, Section
from program.views_pack_parts import Drawing


def pictures(program: Program, scope: Scope, least: int, kind: PackKind) -> Mapping[Section, tuple[Drawing, ...]]:
    """The pictures of each section that may leave."""
    return {}
