"""The process that reads pictures: one at a time, from standard input to standard output, within limits.

It is started by `bot.intake.reader_process` and knows no secret. What a picture says leaves it by the answer only.

Both ways each message is its length in four bytes (big-endian) and its body: a picture in, a JSON object out,
`{"text": ...}` or `{"fault": reason}`.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from typing import TYPE_CHECKING, BinaryIO

from bot.errors import IntakeError
from bot.intake.limits import IMAGE_MEMORY_BYTES, IMAGE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = struct.Struct(">I")
"""How the length of a message is written."""

_LAST_SECONDS = 5


def serve(load: Callable[[], Callable[[bytes], str]], memory_bytes: int = IMAGE_MEMORY_BYTES) -> None:
    """Reads pictures with what `load` returns until standard input ends. `load` runs within the limits, too."""
    requests = sys.stdin.buffer
    answers = _take_output()
    _limit_memory(memory_bytes)
    read: Callable[[bytes], str] | None = None
    while (data := _receive(requests)) is not None:
        _limit_time()
        try:
            if read is None:
                read = load()
            answer = {"text": read(data)}
        except IntakeError as error:
            answer = {"fault": error.reason}
        except ImportError:
            answer = {"fault": "no-ocr"}
        except MemoryError:
            answer = {"fault": "image-too-big"}
        except Exception:  # noqa: BLE001  # libraries for pictures raise whatever they like on a hostile one
            answer = {"fault": "image-unreadable"}
        body = json.dumps(answer).encode()
        if sys.platform != "win32":
            signal.alarm(0)
        answers.write(LENGTH.pack(len(body)) + body)
        answers.flush()


def _take_output() -> BinaryIO:
    """Standard output for answers alone: what libraries print goes where their errors go."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _receive(requests: BinaryIO) -> bytes | None:
    head = requests.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    data = requests.read(size)
    return data if len(data) == size else None


def _limit_memory(memory_bytes: int) -> None:
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = memory_bytes if most == resource.RLIM_INFINITY else min(memory_bytes, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """Ends this process if nobody else does: one that is stuck must not outlive a bot that was killed."""
    if sys.platform != "win32":
        signal.alarm(int(IMAGE_SECONDS) + _LAST_SECONDS)


def main() -> None:
    """Reads with RapidOCR."""
    from bot.intake.engine import load_engine

    serve(load_engine)


if __name__ == "__main__":
    main()
