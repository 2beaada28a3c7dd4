"""How much is read of what people send."""

from __future__ import annotations

MAX_FILE_BYTES = 512 * 1024
"""A file above this isn't fetched. Of its text the head and the tail are used (`bot.text.redact.cap_paste`)."""

MAX_UNPACKED_BYTES = 8 * 1024 * 1024
"""A compressed file that holds more than this is refused as too big."""

MAX_DECODED_AT_ONCE = 2
"""Files decoded at the same time, of all messages; the others wait."""

MAX_ATTACHMENTS = 4
"""Files read of one message; the rest is left alone."""

FETCH_SECONDS = 5.0
"""Time for fetching one file."""

MAX_IMAGE_BYTES = 8 * 1024 * 1024
"""A picture above this isn't fetched."""

MAX_IMAGE_PIXELS = 16_000_000
"""A picture that unfolds to more is refused; a phone's screen has 5 million, a long screenshot 10."""

MAX_IMAGE_SIDE = 16_384
"""Neither side of a picture may be longer, in pixels."""

MAX_IMAGES = 2
"""Pictures read of one message; the rest is left alone."""

IMAGE_SECONDS = 30.0
"""Time for reading one picture, with the start of the process that does it."""

IMAGE_MEMORY_BYTES = 2 * 1024 * 1024 * 1024
"""Address space of the process that reads pictures; it uses about a third of it."""
