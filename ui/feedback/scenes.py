"""The Feedback page's states that are worth a picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.feedback.page import FeedbackPage


def scenes(page: FeedbackPage) -> dict[str, Callable[[], object]]:
    """Name → what sets it."""
    return {"drop": page.drop, "unseal": page.unsealing.ask, "chosen": lambda: _choose(page)}


def _choose(page: FeedbackPage) -> None:
    if page.model.shown:
        page.table.choose([page.model.shown[0].id])
