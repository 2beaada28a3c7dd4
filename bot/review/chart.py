"""Statistics as a picture that can be read on Discord's dark and light background. Needs the extra `charts`."""

from __future__ import annotations

import io
import re
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.review.statistics import Statistics

_BACKGROUND, _TEXT, _GRID = "#2b2d31", "#dbdee1", "#4e5058"
_ANSWERED, _UNKNOWN, _OTHER = "#3ba55d", "#f0b232", "#5865f2"
_CJK_FONTS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Microsoft YaHei", "PingFang SC", "Heiti SC", "SimHei",
)  # fmt: skip
_CJK_FILES = re.compile(r"(?i)(?:sans-?cjk|sans-?sc|hansans|hei|pingfang|wqy)[^/\\]*\.(?:ttc|ttf|otf)$")
_SIZE_INCHES, _DPI = (9.0, 4.2), 110


def can_draw() -> bool:
    """Whether charts can be drawn here."""
    return find_spec("matplotlib") is not None


@cache
def find_cjk_font() -> str | None:
    """A font with Chinese glyphs, None where the machine has none."""
    from matplotlib import font_manager

    fonts: Any = font_manager
    manager = fonts.fontManager
    if (known := _first_known(font.name for font in manager.ttflist)) is not None:
        return known
    # The list is cached on disk and may be older than the fonts.
    for path in fonts.findSystemFonts():
        if _CJK_FILES.search(path):
            manager.addfont(path)
    return _first_known(font.name for font in manager.ttflist)


def _first_known(names: Iterable[str]) -> str | None:
    installed = set(names)
    return next((name for name in _CJK_FONTS if name in installed), None)


def draw_statistics(statistics: Statistics, labels: Mapping[str, str], fallback: Mapping[str, str]) -> bytes:
    """A PNG: look-ups a week, and answers by system.

    `labels` holds the words `answered`, `unknown`, `other`, `weeks` and `systems`; where no font has Chinese glyphs
    and they need some, `fallback` is used. Takes about half a second, so not for the event loop.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    font = find_cjk_font()
    words = labels if font is not None or all(word.isascii() for word in labels.values()) else fallback
    look: dict[str, Any] = {"color": _TEXT}
    if font is not None:
        look["fontfamily"] = [font, "DejaVu Sans"]
    figure: Any = Figure(figsize=_SIZE_INCHES, dpi=_DPI, facecolor=_BACKGROUND, layout="constrained")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2, width_ratios=(3, 2))
    names = [f"{week.start:%m-%d}" for week in statistics.weeks]
    answered = [week.answered for week in statistics.weeks]
    unknown = [week.unknown for week in statistics.weeks]
    rest = [week.asked - week.answered - week.unknown for week in statistics.weeks]
    base = [0] * len(names)
    for counts, colour, word in (
        (answered, _ANSWERED, "answered"),
        (unknown, _UNKNOWN, "unknown"),
        (rest, _OTHER, "other"),
    ):
        left.bar(names, counts, bottom=base, color=colour, label=words[word])
        base = [low + high for low, high in zip(base, counts, strict=True)]
    left.set_title(words["weeks"], **look)
    legend = left.legend(facecolor=_BACKGROUND, edgecolor=_GRID)
    for text in legend.get_texts():
        text.set(**look)
    systems = statistics.systems[::-1]
    right.barh([one.system for one in systems], [one.answered for one in systems], color=_ANSWERED)
    right.set_title(words["systems"], **look)
    for axes in (left, right):
        axes.set_facecolor(_BACKGROUND)
        axes.tick_params(colors=_TEXT, labelsize=8)
        for spine in axes.spines.values():
            spine.set_color(_GRID)
    left.tick_params(axis="x", rotation=45)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", facecolor=_BACKGROUND)
    return picture.getvalue()
