"""The chart of the performance page."""

from __future__ import annotations

import matplotlib as mpl

mpl.use("Agg")
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt

if TYPE_CHECKING:
    from pathlib import Path

_OURS = "#c2410c"
_THEIRS = ("#1d4ed8", "#0f766e", "#7c3aed", "#64748b", "#94a3b8", "#475569", "#a16207", "#be185d")


def draw_chart(
    path: Path, medians: dict[str, dict[int, float]], accuracy: dict[str, tuple[float, float, float, float]]
) -> None:
    """Left: median look-up time over catalogue size (both logarithmic). Right: R@1 on known and field pastes."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 5.4), width_ratios=(1.1, 1))
    for number, (name, by_size) in enumerate(medians.items()):
        ours = number == 0
        colour = _OURS if ours else _THEIRS[(number - 1) % len(_THEIRS)]
        left.plot(
            list(by_size),
            list(by_size.values()),
            marker="o",
            linewidth=2.6 if ours else 1.3,
            color=colour,
            label=name,
            zorder=3 if ours else 2,
        )
    left.set(
        xscale="log",
        yscale="log",
        xlabel="entries in the catalogue",
        ylabel="median look-up, ms",
        title="Time of a look-up",
    )
    left.grid(visible=True, which="major", alpha=0.25)
    left.legend(fontsize=8, frameon=False, ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.13))
    names = list(accuracy)[::-1]
    places = range(len(names))
    right.barh(
        [place + 0.19 for place in places],
        [accuracy[name][0] for name in names],
        height=0.36,
        color="#0f766e",
        label="known pastes",
    )
    right.barh(
        [place - 0.19 for place in places],
        [accuracy[name][2] for name in names],
        height=0.36,
        color="#f59e0b",
        label="field pastes",
    )
    for place, name in enumerate(names):
        right.text(accuracy[name][0] + 0.01, place + 0.19, f"{accuracy[name][0]:.2f}", va="center", fontsize=8)
        right.text(accuracy[name][2] + 0.01, place - 0.19, f"{accuracy[name][2]:.2f}", va="center", fontsize=8)
    right.set(yticks=list(places), yticklabels=names, xlim=(0, 1.12), title="First answer right (R@1)")
    right.legend(fontsize=8, frameon=False, loc="lower right")
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=130)
    plt.close(figure)
