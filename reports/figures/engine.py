"""matplotlib, brought in without a trace: it reads no settings, looks for no fonts, and has nowhere to write.

All of it that we use is imported from here, so that it is never there before. Whoever draws holds `ONE_AT_A_TIME`:
its settings and font caches are shared.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

import resources

ONE_AT_A_TIME = threading.Lock()

WEIGHTS = (400, 500, 600, 700)
_NOWHERE = f"{os.devnull}/matplotlib"  # no system can make a folder there
_LOGS = [logging.getLogger(name) for name in ("matplotlib", "matplotlib.font_manager")]


def _own_settings() -> str:
    """The file of settings that comes with matplotlib, in which nothing is set."""
    found = find_spec("matplotlib")
    (folder,) = (found.submodule_search_locations if found else None) or [""]
    return f"{folder}/mpl-data/matplotlibrc"


@contextmanager
def _quiet() -> Iterator[None]:
    """While matplotlib is imported: no settings of the user's, no fonts of the system, no word of missing caches.

    Settings would be looked for in a folder that is made for them. The fonts of the system would be listed, which takes
    seconds, and would let a chart look otherwise on every machine.
    """
    ours = {"MATPLOTLIBRC": _own_settings(), "MPL_IGNORE_SYSTEM_FONTS": "1"}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    for log in _LOGS:
        log.disabled = True
    try:
        yield
    finally:
        for log in _LOGS:
            log.disabled = False
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


with _quiet():
    import matplotlib
    from fontTools import subset  # type: ignore[import-untyped]

    matplotlib.get_configdir = matplotlib.get_cachedir = lambda: _NOWHERE
    from matplotlib import font_manager, ft2font
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import GraphicsContextBase, RendererBase
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.colors import to_rgba
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

__all__ = [
    "ONE_AT_A_TIME", "WEIGHTS", "Affine2D", "Artist", "Axes", "Figure", "FigureCanvasAgg", "FigureCanvasPdf",
    "FigureCanvasSVG", "FontProperties", "GraphicsContextBase", "Path", "RendererBase", "UNREAD", "font_manager",
    "ft2font", "subset", "to_rgba",
]  # fmt: skip

matplotlib.rcParams.update({name: value for name, value in matplotlib.rcParamsDefault.items() if name != "backend"})
matplotlib.rcParams.update(
    {
        "text.parse_math": False,
        "text.usetex": False,
        "text.hinting": "no_hinting",
        "text.antialiased": True,
        "font.enable_last_resort": False,  # what no font of ours can draw is replaced before
        "axes.unicode_minus": False,
        "path.simplify": True,
        "pdf.fonttype": 42,  # text stays text, in subsets of our fonts
        "pdf.compression": 6,
        "svg.fonttype": "path",
        "svg.hashsalt": "rotunda",
        "hatch.linewidth": 0.7,
    }
)


#: A chart names its glyphs: how letters follow on each other is settled by then, and reading the tables that say so
#: would take most of the time in which a page of vectors is made.
UNREAD = ("GSUB", "GPOS", "GDEF", "BASE", "STAT")
subset.Options._drop_tables_default = [*subset.Options._drop_tables_default, *UNREAD]


def _shipped() -> Iterator[font_manager.FontEntry]:
    """Our fonts, each family in every weight we ask for: of those it lacks, the nearest one it has."""
    for family in dict.fromkeys(font.family for font in resources.fonts()):
        having = [font for font in resources.fonts() if font.family == family]
        for weight in WEIGHTS:
            nearest = min(having, key=lambda font: abs(font.weight - weight))
            yield font_manager.FontEntry(fname=str(nearest.path), name=family, weight=weight, size="scalable")


font_manager.fontManager.ttflist = list(_shipped())
font_manager.fontManager.afmlist = []
font_manager.fontManager.defaultFamily = {"ttf": resources.fonts()[0].family, "afm": resources.fonts()[0].family}
