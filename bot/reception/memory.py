"""Recent diagnoses by the message that shows them, so that a button can show the same one again."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.desk import Diagnosis


class RecentDiagnoses:
    """Keeps the latest few in memory only: they hold the redacted text, which is stored nowhere else."""

    def __init__(self, capacity: int = 500) -> None:
        self._capacity = capacity
        self._kept: OrderedDict[int, Diagnosis] = OrderedDict()

    def keep(self, reply_message_id: int, diagnosis: Diagnosis) -> None:
        self._kept[reply_message_id] = diagnosis
        self._kept.move_to_end(reply_message_id)
        while len(self._kept) > self._capacity:
            self._kept.popitem(last=False)

    def find(self, reply_message_id: int) -> Diagnosis | None:
        return self._kept.get(reply_message_id)

    def forget(self, reply_message_id: int) -> None:
        self._kept.pop(reply_message_id, None)
