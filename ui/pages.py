"""The pages of the window, in the order of the rail. Each is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from program.packs import granted

if TYPE_CHECKING:
    from storage.book import Book
    from ui.page import Page


@dataclass(frozen=True)
class Entry:
    """A page as the rail knows it before it is imported."""

    key: str
    words: str
    icon: str
    load: Callable[[], type[Page]]
    room: bool = False  # whether it is there, too, when the book was opened with the workshop's passphrase
    #: The kind of record it needs in a facilitator's book ("": none); None where it is the lead's alone.
    needs: str | None = None


def _overview() -> type[Page]:
    from ui.overview.page import OverviewPage

    return OverviewPage


def _people() -> type[Page]:
    from ui.people.page import PeoplePage

    return PeoplePage


def _board() -> type[Page]:
    from ui.board.page import BoardPage

    return BoardPage


def _circles() -> type[Page]:
    from ui.circles.page import CirclesPage

    return CirclesPage


def _feedback() -> type[Page]:
    from ui.feedback.page import FeedbackPage

    return FeedbackPage


def _outcomes() -> type[Page]:
    from ui.outcomes.page import OutcomesPage

    return OutcomesPage


def _workshop() -> type[Page]:
    from ui.workshop.page import WorkshopPage

    return WorkshopPage


def _development() -> type[Page]:
    from ui.development.page import DevelopmentPage

    return DevelopmentPage


def _governance() -> type[Page]:
    from ui.governance.page import GovernancePage

    return GovernancePage


def _handover() -> type[Page]:
    from ui.handover.page import HandoverPage

    return HandoverPage


def _setup() -> type[Page]:
    from ui.setup.page import SetupPage

    return SetupPage


def _safeguards() -> type[Page]:
    from ui.setup.safeguardspage import SafeguardsPage

    return SafeguardsPage


def _reports() -> type[Page]:
    from ui.reports.page import ReportsPage

    return ReportsPage


def _history() -> type[Page]:
    from ui.history.page import HistoryPage

    return HistoryPage


def _settings() -> type[Page]:
    from ui.settings_page.page import SettingsPage

    return SettingsPage


PAGES = (
    Entry("overview", "Overview", "overview", _overview),
    Entry("people", "People", "people", _people, needs="person"),
    Entry("board", "Board", "board", _board, room=True, needs="placement"),
    Entry("circles", "Circles", "group", _circles, room=True, needs="circle"),
    Entry("workshop", "Workshop", "meetings", _workshop, room=True, needs="circle"),
    Entry("development", "Development", "development", _development),
    Entry("feedback", "Feedback", "feedback", _feedback, room=True, needs=""),
    Entry("outcomes", "Outcomes", "outcomes", _outcomes),
    Entry("governance", "Governance", "governance", _governance),
    Entry("reports", "Reports", "reports", _reports),
    Entry("handover", "Hand-over", "export", _handover, needs=""),
    Entry("setup", "Set-up", "setup", _setup),
    Entry("safeguards", "Safeguards", "shield", _safeguards),
    Entry("history", "History", "history", _history, needs=""),
    Entry("settings", "Settings", "settings", _settings, needs=""),
)


def pages_of(book: Book) -> tuple[Entry, ...]:
    """The pages of an open book: all of them, those for a room, or those that a hand-over has something for."""
    pages = tuple(entry for entry in PAGES if entry.room or not book.limited)
    if (origin := book.handover.came) is None:
        return pages
    held = granted(origin.reach.grant)
    return tuple(entry for entry in pages if entry.needs is not None and (not entry.needs or entry.needs in held))
