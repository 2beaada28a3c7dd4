"""RapidOCR, as the process that reads pictures uses it. Its models come along in its wheel; nothing is downloaded."""

from __future__ import annotations

import io
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, Any

from bot.errors import IntakeError
from bot.intake.limits import MAX_IMAGE_PIXELS
from bot.intake.lines import Line, compose_text
from bot.intake.pictures import check_picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TILE = 1600
_OVERLAP = 160
_MOST_TILES = 6
_MOST_SIDE = 2000
_MOST_PIXELS = 3_000_000
_READING_SECONDS = 15.0
_LEAST_SCORE = 0.6
_PARAMETERS = {
    "Global.log_level": "critical",
    "Global.text_score": _LEAST_SCORE,
    "Global.use_cls": False,  # turns single lines by half a circle, which screens never do
    # One thread: the picture may take a second longer, the bot beside it may not.
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


def load_engine() -> Callable[[bytes], str]:
    """The function that reads the text of a picture. Raises ImportError where the extra `ocr` is not installed."""
    engine = import_module("rapidocr").RapidOCR(params=_PARAMETERS)

    def read(data: bytes) -> str:
        check_picture(data)
        image = _decode(data)
        lines: list[Line] = []
        enough = monotonic() + _READING_SECONDS
        for start, end in _tiles(*image.size):
            # The beginning of a picture full of text is better than nothing for being late.
            if monotonic() < enough:
                lines += _find_lines(engine, image, start, end)
        return compose_text(lines)

    return read


def _decode(data: bytes) -> Any:
    """The first frame, upright, without transparency. Raises IntakeError `image-unreadable`, `image-too-big`."""
    images, operations = import_module("PIL.Image"), import_module("PIL.ImageOps")
    try:
        image = images.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF"))
        if image.width * image.height > MAX_IMAGE_PIXELS:
            raise IntakeError("image-too-big")
        image.load()
        image = operations.exif_transpose(image)
        if image.has_transparency_data:
            image = _lay_on_ground(images, image.convert("RGBA"))
        return image.convert("RGB")
    except (OSError, SyntaxError, ValueError, EOFError) as fault:
        raise IntakeError("image-unreadable") from fault


def _lay_on_ground(images: Any, image: Any) -> Any:
    """Light writing on nothing is read on black, dark writing on white."""
    opaque = image.getchannel("A").point([0] * 128 + [255] * 128)
    counts = image.convert("L").histogram(opaque)
    light = sum(counts[128:]) > sum(counts[:128]) and sum(counts) < 0.5 * image.width * image.height
    ground = images.new("RGBA", image.size, (0, 0, 0, 255) if light else (255, 255, 255, 255))
    return images.alpha_composite(ground, image)


def _tiles(width: int, height: int) -> Iterator[tuple[int, int]]:
    """Rows of pixels to be read at once: a long screenshot shrunk to one tile could no longer be read."""
    tile = max(_TILE, -(-height // _MOST_TILES))
    if height <= max(tile + _OVERLAP, width):
        yield 0, height
        return
    for start in range(0, height, tile):
        yield start, min(height, start + tile)


def _find_lines(engine: Any, image: Any, start: int, end: int) -> Iterator[Line]:
    """Lines whose middle lies in the tile, which is read with a margin so that none is cut in two."""
    top, bottom = max(0, start - _OVERLAP // 2), min(image.height, end + _OVERLAP // 2)
    part, scale = _shrink(image.crop((0, top, image.width, bottom)))
    numpy = import_module("numpy")
    # The engine counts colours from blue to red.
    pixels = numpy.asarray(part)[:, :, ::-1]
    found = engine(numpy.ascontiguousarray(pixels))
    if found.boxes is None or found.txts is None:
        return
    for box, text in zip(found.boxes, found.txts, strict=True):
        across, down = [float(x) / scale for x, _ in box], [float(y) / scale + top for _, y in box]
        line = Line(str(text), min(across), min(down), max(across), max(down))
        if start <= line.middle < end:
            yield line


def _shrink(image: Any) -> tuple[Any, float]:
    """The image at a size that the engine's memory bears, and how much smaller it is."""
    scale = min(1.0, _MOST_SIDE / max(image.size), (_MOST_PIXELS / (image.width * image.height)) ** 0.5)
    if scale == 1.0:
        return image, scale
    return image.resize((max(1, int(image.width * scale)), max(1, int(image.height * scale)))), scale
