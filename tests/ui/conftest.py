from __future__ import annotations

import pytest

from bot.assembly import build_desk
from bot.ui.texts import Texts


@pytest.fixture(scope="session")
def desk():
    return build_desk().desk


@pytest.fixture(scope="session")
def texts():
    return Texts.load()
