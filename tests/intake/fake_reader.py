"""A reader that does what the picture says, in the place of the one that reads: started by the tests as a program."""

from __future__ import annotations

import os
import sys
import time

from bot.errors import IntakeError
from bot.intake.ocr_worker import serve


def obey(data: bytes) -> str:
    order = data.decode()
    match order.split():
        case ["sleep", seconds]:
            time.sleep(float(seconds))
        case ["crash"]:
            os.abort()
        case ["leave"]:
            sys.exit(3)
        case ["fill", megabytes]:
            return str(len(bytearray(int(megabytes) * 1024 * 1024)))
        case ["chatter"]:
            os.write(1, b"libraries print\n")
        case ["raise"]:
            raise RuntimeError("secret: sk-1234")
        case ["refuse"]:
            raise IntakeError("image-unreadable")
        case ["environment"]:
            return "\n".join(os.environ)
        case ["cores"]:
            import resource

            return str(resource.getrlimit(resource.RLIMIT_CORE)[1])
    return order


def load():
    if "no-library" in sys.argv:
        raise ImportError("rapidocr")
    return obey


if __name__ == "__main__":
    serve(load, 400 * 1024 * 1024)
