"""Draw replies as Discord shows them, for the documentation: python scripts/pictures.py

`python scripts/pictures.py queue digest` draws only those that begin so. Needs a Chromium on the machine (CHROMIUM names its command); writes docs/*.png. The embeds and buttons are the very
ones that the bot sends; only their drawing is imitated here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from page import draw
from scenes import SCENES, show

from bot.assembly import build_desk
from bot.ui.texts import Texts

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("pictures: no Chromium found; install one or name it in CHROMIUM")
    desk, texts = build_desk().desk, Texts.load()
    for scene in SCENES:
        if len(sys.argv) > 1 and not any(scene.file.startswith(name) for name in sys.argv[1:]):
            continue
        page = draw(scene, *show(scene, desk, texts))
        photograph(chromium, page, ROOT / "docs" / scene.file, scene.width)
        print(f"docs/{scene.file}")


def photograph(chromium: str, page: str, target: Path, width: int) -> None:
    """Take a picture of the page and cut the empty rest off."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, "utf-8")
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--disable-background-networking",
            "--force-device-scale-factor=2",
        ]
        subprocess.run(
            [
                chromium,
                *flags,
                f"--user-data-dir={folder}/profile",
                f"--window-size={width},2400",
                f"--screenshot={target}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
    _trim(target)


def _trim(path: Path) -> None:
    from matplotlib import image

    pixels = image.imread(path)
    ground = pixels[-1, -1, :3]
    used = (abs(pixels[:, :, :3] - ground) > 0.02).any(axis=(1, 2)).nonzero()[0]
    image.imsave(path, pixels[: min(len(pixels), int(used[-1]) + 30)])


if __name__ == "__main__":
    main()
