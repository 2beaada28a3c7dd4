"""An open-addressing hash table from gram keys to small numbers, looked up for a whole paste at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_PROBES = 8
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Maps each known key to its rank in `keys`. Built once; look-ups cost a few array operations."""

    slots: npt.NDArray[np.int32]
    slot_keys: npt.NDArray[np.int64]
    shift: int
    probes: int
    size: int

    @classmethod
    def build(cls, keys: npt.NDArray[np.int64]) -> Vocabulary:
        """`keys` must be distinct; a key that finds no free place in a few probes goes to a larger table."""
        bits = max(4, int(len(keys) * 3).bit_length())
        while True:
            table = cls._place(keys, bits)
            if table is not None:
                return table
            bits += 1

    @classmethod
    def _place(cls, keys: npt.NDArray[np.int64], bits: int) -> Vocabulary | None:
        shift = 64 - bits
        capacity = 1 << bits
        slots = np.full(capacity + _PROBES, -1, dtype=np.int32)
        slot_keys = np.full(capacity + _PROBES, -1, dtype=np.int64)
        waiting = np.arange(len(keys), dtype=np.int32)
        home = _hash(keys, shift)
        for probe in range(_PROBES):
            place = home[waiting] + probe
            free = slots[place] < 0
            slots[place[free]] = waiting[free]  # of several keys on one place the last one stays
            won = slots[place] == waiting
            slot_keys[place[won]] = keys[waiting[won]]
            waiting = waiting[~won]
            if len(waiting) == 0:
                return cls(slots=slots, slot_keys=slot_keys, shift=shift, probes=probe + 1, size=len(keys))
        return None

    def find(self, keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
        """For each key its number, -1 where it is unknown."""
        place = _hash(keys, self.shift)
        found = np.where(self.slot_keys[place] == keys, self.slots[place], -1)
        for probe in range(1, self.probes):
            at = place + probe
            hit = self.slot_keys[at] == keys
            if hit.any():
                found = np.where(hit, self.slots[at], found)
        return found


def _hash(keys: npt.NDArray[np.int64], shift: int) -> npt.NDArray[np.int64]:
    return ((keys.view(np.uint64) * _MULTIPLIER) >> np.uint64(shift)).astype(np.int64)
