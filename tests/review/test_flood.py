"""A flood of unknown errors by the way that messages take: nothing lost, nothing unbounded, promises kept."""

from __future__ import annotations

from benchmarks.flood import measure_flood


async def test_a_flood_loses_nothing_and_keeps_what_was_promised(tmp_path):
    """The same with 10,000 is `python benchmarks/flood.py`."""
    found = await measure_flood(250, tmp_path, max_clusters=100)
    assert found.logged == found.counted == 250
    assert (found.dropped, found.refused) == (0, 0)
    assert found.clusters <= 100
    assert found.kept == found.promised == 50
