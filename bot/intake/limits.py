"""How much is read of what people send."""

from __future__ import annotations

MAX_FILE_BYTES = 512 * 1024
"""A file above this isn't fetched. Of its text the head and the tail are used (`bot.text.normalise.cap`)."""

MAX_UNPACKED_BYTES = 8 * 1024 * 1024
"""A compressed file that holds more than this is refused as too big."""

MAX_ATTACHMENTS = 4
"""Files read of one message; the rest is left alone."""

FETCH_SECONDS = 5.0
"""Time for fetching one file."""
