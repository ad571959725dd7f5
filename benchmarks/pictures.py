"""Draws the charts of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

__all__ = ["draw_bars", "draw_growth"]

mpl.rcParams["svg.fonttype"] = "none"
mpl.rcParams["svg.hashsalt"] = "agicodec"

_COLORS = {"agicodec": "black", "floor": "#8a8a8a", "floor, no checks": "#cfcfcf"}


def draw_bars(path: Path, rows: Mapping[str, Mapping[str, float]], names: Sequence[str]) -> None:
    """Draw, for each row, the times of the contestants divided by that of the floor."""
    figure = Figure(figsize=(9, 0.9 * len(rows)), layout="constrained")
    axes = figure.subplots()
    height = 0.8 / len(names)
    for place, name in enumerate(names):
        found = {row: ratios[name] for row, ratios in rows.items() if name in ratios}
        positions = [-list(rows).index(row) - place * height for row in found]
        axes.barh(positions, list(found.values()), height, label=name, color=_COLORS.get(name))
    axes.axvline(1, color=_COLORS["floor"], linewidth=1)
    axes.axvline(3, color=_COLORS["floor"], linewidth=1, linestyle="dashed")
    axes.set_xscale("log")
    axes.set_xlabel("times the floor (dashed: three times)")
    axes.set_yticks([-index - 0.35 for index in range(len(rows))], list(rows))
    axes.legend(loc="lower right")
    _save(figure, path)


def draw_growth(
    path: Path,
    chunks: Mapping[str, Mapping[int, float]],
    sizes: Mapping[str, Mapping[int, float]],
    sessions: Mapping[int, float],
) -> None:
    """Draw how the cost grows with the sizes of chunks and replies and with the number of sessions."""
    figure = Figure(figsize=(12, 3.6), layout="constrained")
    by_chunk, by_size, by_session = figure.subplots(1, 3)
    for axes, curves, what in ((by_chunk, chunks, "bytes in a chunk"), (by_size, sizes, "bytes in a reply")):
        for name, curve in curves.items():
            axes.plot(list(curve), [1e9 * seconds for seconds in curve.values()], marker="o", label=name)
        axes.set_xlabel(what)
        axes.set_ylabel("ns for a byte")
        axes.set_yscale("log")
        axes.legend()
    by_session.plot(list(sessions), [1e6 * seconds for seconds in sessions.values()], marker="o", label="agicodec")
    by_session.set_xlabel("sessions open at a time")
    by_session.set_ylabel("µs for a command and its reply")
    by_session.set_ylim(bottom=0)
    for axes in (by_chunk, by_size, by_session):
        axes.set_xscale("log")
        axes.grid(alpha=0.3)
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, format="svg", metadata={"Date": None})
