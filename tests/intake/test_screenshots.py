"""Screenshots: what is refused before anything is started, and, where the extra is installed, real reading."""

from __future__ import annotations

import io
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.errors import IntakeError
from bot.extras import install_hint
from bot.intake.attachments import is_picture, pick_readable, read_attachment, read_attachments
from bot.intake.decoding import Decoder
from bot.intake.limits import MAX_IMAGE_BYTES, MAX_IMAGES
from bot.intake.reader_process import ReaderProcess
from bot.intake.screenshots import Screenshots, read_image

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08"
READS = all(find_spec(library) for library in ("rapidocr", "onnxruntime"))
needs_ocr = pytest.mark.skipif(not READS, reason="the extra `ocr` is not installed")


class File:
    def __init__(self, filename="error.png", content_type="image/png", size=None, data=PNG):
        self.filename, self.content_type, self.data = filename, content_type, data
        self.size = len(data) if size is None else size

    async def read(self) -> bytes:
        return self.data


class Reader:
    async def read(self, data: bytes) -> str:
        if b"refuse" in data:
            raise IntakeError("image-textless")
        return "429 from a picture"


@pytest.mark.skipif(READS, reason="the extra `ocr` is installed")
def test_without_the_extra_it_says_what_to_install():
    with pytest.raises(IntakeError) as caught:
        read_image(PNG)
    assert str(caught.value).startswith("no-ocr: screenshots need what reads them: ")
    assert str(caught.value).endswith(install_hint("ocr"))


async def test_what_is_no_picture_starts_nothing():
    process = ReaderProcess((sys.executable, "-c", "raise SystemExit"))
    screenshots = Screenshots(process)
    with pytest.raises(IntakeError, match="image-unreadable"):
        await screenshots.read(b"429")
    assert process.pid is None
    await screenshots.close()


async def test_a_picture_without_text_is_refused():
    program = "import sys; from bot.intake.ocr_worker import serve; serve(lambda: lambda data: ' \\n ')"
    screenshots = Screenshots(ReaderProcess((sys.executable, "-c", program)))
    with pytest.raises(IntakeError, match="image-textless"):
        await screenshots.read(PNG)
    await screenshots.close()


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (File(), True),
        (File("x", "image/webp; charset=binary"), True),
        (File("x.JPG", None), True),
        (File("x.svg", "image/svg+xml"), False),
        (File("x.png", "text/plain"), False),
        (File("x.log", None), False),
    ],
)
def test_pictures_among_files(file, expected):
    assert is_picture(file) is expected


def test_a_few_pictures_are_picked_and_none_where_they_are_not_read():
    log = File("x.log", "text/plain")
    files = [File(), log, File(size=MAX_IMAGE_BYTES + 1), *(File() for _ in range(MAX_IMAGES))]
    assert pick_readable(files, pictures=False) == [log]
    assert pick_readable(files, pictures=True) == [files[0], log, *files[3 : 2 + MAX_IMAGES]]


async def test_attached_pictures_are_text_where_they_are_read():
    files = [File("log.txt", "text/plain", data=b"status 500"), File(), File(data=b"refuse")]
    found = await read_attachments(files, Decoder(), Reader())
    assert found.texts == ("status 500", "429 from a picture")
    assert [refusal.reason for refusal in found.refusals] == ["image-textless"]
    with pytest.raises(IntakeError, match="image-too-big"):
        await read_attachment(File(size=MAX_IMAGE_BYTES + 1), Decoder(), Reader())
    with pytest.raises(IntakeError, match="binary"):
        await read_attachment(File(), Decoder())


def draw(text: str, picture_format: str, mode: str = "RGB") -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new(mode, (900, 220), (255, 255, 255) if mode == "RGB" else (0, 0, 0, 0))
    ink = (0, 0, 0) if mode == "RGB" else (255, 255, 255, 255)
    ImageDraw.Draw(image).multiline_text((30, 30), text, fill=ink, font=ImageFont.load_default(30), spacing=16)
    stream = io.BytesIO()
    image.save(stream, picture_format)
    return stream.getvalue()


@needs_ocr
@pytest.mark.parametrize(
    ("picture_format", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("JPEG", "RGB"), ("WEBP", "RGB"), ("GIF", "RGB")]
)
def test_it_reads(picture_format, mode):
    assert "RESOURCE_EXHAUSTED" in read_image(
        draw("429 Too Many Requests\nRESOURCE_EXHAUSTED: limit 0", picture_format, mode)
    )


@needs_ocr
@pytest.mark.parametrize("damage", [lambda data: data[:-200], lambda data: data[:60] + bytes(len(data))])
def test_damaged_pictures_are_refused(damage):
    with pytest.raises(IntakeError, match="image-"):
        read_image(damage(draw("429", "PNG")))


@needs_ocr
def test_its_models_come_along():
    import rapidocr

    assert len(list(Path(rapidocr.__file__).parent.glob("models/*.onnx"))) >= 2
