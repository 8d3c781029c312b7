"""The board's panel at the right has leaves: the card, what is against the plan, the mentors' load, the changes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QTabBar, QVBoxLayout, QWidget

from ui.theme import dress

CARD, FINDINGS, LOAD, CHANGES = "card", "findings", "load", "changes"


class Side(QWidget):
    """Tabs over the leaves. A leaf that is not there to be seen has no tab."""

    turned = Signal(str)
    """Another leaf is in front; carries its key."""

    def __init__(self, leaves: dict[str, tuple[str, QWidget]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = list(leaves)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("What the panel shows")
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        dress(self.tabs, "tight")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        bar = QVBoxLayout()
        bar.setContentsMargins(12, 14, 0, 0)
        bar.addWidget(self.tabs)
        whole.addLayout(bar)
        self._layers = QStackedLayout()
        whole.addLayout(self._layers, 1)
        for words, widget in leaves.values():
            self.tabs.addTab(words)
            self._layers.addWidget(widget)
        self.tabs.currentChanged.connect(self._turn)

    @property
    def key(self) -> str:
        """The leaf in front."""
        return self._keys[self.tabs.currentIndex()]

    def turn(self, key: str) -> None:
        """Put a leaf in front."""
        self.tabs.setCurrentIndex(self._keys.index(key))

    def offer(self, key: str, shown: bool) -> None:
        """Whether a leaf has a tab."""
        place = self._keys.index(key)
        if not shown and self.tabs.currentIndex() == place:
            self.tabs.setCurrentIndex(0)
        self.tabs.setTabVisible(place, shown)

    def _turn(self, place: int) -> None:
        self._layers.setCurrentIndex(place)
        self.turned.emit(self._keys[place])
