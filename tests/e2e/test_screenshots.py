"""Screenshots in Discord: a picture is a paste where pictures are read, and a kind word says so where they aren't."""

from __future__ import annotations

import io
from importlib.util import find_spec

import pytest

from tests.e2e.looking import followed
from tests.e2e.pastes import INVALID_EN, title
from tests.standin import Upload

READS = all(find_spec(library) for library in ("rapidocr", "onnxruntime"))
needs_ocr = pytest.mark.skipif(not READS, reason="the extra `ocr` is not installed")
without_ocr = pytest.mark.skipif(READS, reason="the extra `ocr` is installed")
SECONDS = 30.0
KEY = "AIzaSyD4f7Gh2JkL9mNpQrStUvWxYz1A3b5C6dE"


def picture(text: str) -> Upload:
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (1000, 300), (49, 51, 56))
    font = ImageFont.load_default(28)
    ImageDraw.Draw(image).multiline_text((30, 30), text, fill=(219, 222, 225), font=font, spacing=16)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return Upload("Screenshot_2026.png", stream.getvalue())


def invalid_key() -> Upload:
    return picture("Chat Completion API\n[400 Bad Request] API key not valid.\nPlease pass a valid API key.")


@pytest.fixture
def lin(guild):
    return guild.add_member("lin", locale="en-US")


@without_ocr
async def test_a_picture_that_nobody_reads(world, channel, lin):
    blank = Upload("error.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08")
    paste = await lin.send(channel, attachments=[blank])
    await world.expect_silence(channel)
    assert "can't read images" in (await followed(await lin.context_menu("Diagnose error", paste))).content
    assert "can't read images" in (await followed(await lin.slash("error", {"file": blank}, channel=channel))).content


@needs_ocr
async def test_a_screenshot_is_answered_unasked(world, channel, lin):
    paste = await lin.send(channel, "what is this?", attachments=[invalid_key()])
    assert title(await world.wait_reply(to=paste, within=SECONDS)) == INVALID_EN


@needs_ocr
async def test_a_screenshot_is_answered_asked(world, guild, lin):
    paste = await lin.send(guild.add_text_channel("general"), attachments=[invalid_key()])
    shown = await lin.context_menu("Diagnose error", paste)
    await world.world.until(lambda: shown.embeds, SECONDS, "answer after the deferral")
    assert title(shown) == INVALID_EN


@needs_ocr
async def test_a_server_may_leave_pictures_alone(world, guild, channel, lin):
    panel = await guild.owner.slash("settings panel", channel=channel)
    await guild.owner.click(panel.message, "e1:set:ocr:off")
    await lin.send(channel, attachments=[invalid_key()])
    await world.expect_silence(channel, seconds=4.0)


@needs_ocr
async def test_what_a_picture_says_is_not_repeated(world, channel, lin):
    paste = await lin.send(
        channel, attachments=[picture(f"400 API key not valid. Please pass a valid\nAPI key. {KEY}")]
    )
    reply = await world.wait_reply(to=paste, within=SECONDS)
    assert title(reply) == INVALID_EN
    assert KEY[:12] not in str(reply.embeds) + reply.content


@needs_ocr
@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (Upload("broken.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08"), "couldn't read that image"),
        (Upload("bomb.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff"), "too big"),
    ],
)
async def test_pictures_that_can_not_be_read(channel, lin, upload, words):
    shown = await lin.slash("error", {"file": upload}, channel=channel)
    assert words in (await followed(await shown.settle(SECONDS))).content
