"""The pages of a document as they will print, drawn as they come into view."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from reports.recognise import PDFIUM
from ui.jobs import IsCancelled, Jobs, Progress
from ui.parts.labels import label
from ui.theme import theme

_WIDEST = 1000  # device-independent pixels of a page's width
_FINER = 2  # pictures have this many pixels for one of the screen: small letters keep their shape


class PageSheet(QWidget):
    """One page: white paper with a hairline, its picture once it is drawn."""

    def __init__(self, number: int, size: tuple[float, float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self._ratio = size[1] / size[0]
        self.picture: QPixmap | None = None
        self.setAccessibleName(f"Page {number + 1}")

    def fit(self, width: int) -> None:
        """Take this width; a picture of another width is drawn anew when it is looked at."""
        size = QSize(width, round(width * self._ratio))
        if size != self.size():
            self.setFixedSize(size)

    @property
    def fresh(self) -> bool:
        """Whether the picture is there and of the width shown."""
        return self.picture is not None and abs(self.picture.width() - self.pixels) <= 1

    @property
    def pixels(self) -> int:
        """How wide the picture should be."""
        return round(self.width() * self.devicePixelRatioF() * _FINER)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self.picture)
        painter.setPen(theme().colour("line"))
        painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))


class Preview(QScrollArea):
    """A document's pages, one below the other."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._document = b""
        self._round = 0
        self._drawing = False
        self.sheets: list[PageSheet] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Pages of the document")
        self._words = label("", "quiet", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QWidget()
        inside.setProperty("role", "well")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(16)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(self._words)
        self.setWidget(inside)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(30)
        self._soon.timeout.connect(self._draw_next)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._soon.start())

    def say(self, words: str) -> None:
        """Show words in place of pages."""
        self._clear()
        self._words.setText(words)
        self._words.show()

    def show_document(self, document: bytes, sizes: list[tuple[float, float]]) -> None:
        """Show a PDF whose pages have these sizes in points. The reader stays where they were, as far as it goes."""
        at = self.verticalScrollBar().value()
        self._clear()
        self._words.hide()
        self._document = document
        for number, size in enumerate(sizes):
            sheet = PageSheet(number, size)
            self.sheets.append(sheet)
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(at))
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._soon.start()

    def _fit(self) -> None:
        width = min(_WIDEST, max(200, self.viewport().width() - 48))
        for sheet in self.sheets:
            sheet.fit(width)

    def _clear(self) -> None:
        self._round += 1
        self._document = b""
        for sheet in self.sheets:
            sheet.hide()
            sheet.setParent(None)
            sheet.deleteLater()
        self.sheets.clear()

    def _draw_next(self) -> None:
        """Draw the first page in view that has no fresh picture; the next follows when it is done."""
        if self._drawing:
            return
        high = self.viewport().height()
        waiting: PageSheet | None = None
        for sheet in self.sheets:
            top = sheet.mapTo(self.viewport(), sheet.rect().topLeft()).y()
            if top < high + 200 and top + sheet.height() > -200:
                waiting = waiting or (None if sheet.fresh else sheet)
            elif not -4 * high < top < 4 * high:
                sheet.picture = None  # far out of sight; pictures are large
        if waiting is not None:
            self._draw(waiting)

    def _draw(self, sheet: PageSheet) -> None:
        document, number, pixels, round_ = self._document, sheet.number, sheet.pixels, self._round
        self._drawing = True

        def work(_progress: Progress, _cancelled: IsCancelled) -> QImage:
            return page_image(document, number, pixels)

        def done(image: QImage) -> None:
            self._drawing = False
            if round_ == self._round:
                sheet.picture = QPixmap.fromImage(image)
                sheet.update()
            self._soon.start()

        def failed(_trouble: object) -> None:
            self._drawing = False

        self._jobs.run(work, "Drawing a page", done, failed, owner=self)


def page_sizes(document: bytes) -> list[tuple[float, float]]:
    """Width and height of every page, in points."""
    import pypdfium2

    with PDFIUM:
        pdf = pypdfium2.PdfDocument(document)
        try:
            return [pdf.get_page_size(number) for number in range(len(pdf))]
        finally:
            pdf.close()


def page_image(document: bytes, number: int, pixels: int) -> QImage:
    """A page drawn `pixels` wide."""
    import pypdfium2

    with PDFIUM:
        pdf = pypdfium2.PdfDocument(document)
        try:
            page = pdf[number]
            bitmap = page.render(scale=pixels / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
            image = QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
            )
            return image.copy()
        finally:
            pdf.close()
