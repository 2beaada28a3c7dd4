"""One event loop for a whole folder of tests, so that a stand-in and a bot can be shared between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pytest_asyncio import is_async_test

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def use_session_loop(items: Iterable[pytest.Item], folder: Path) -> None:
    """Let the async tests below `folder` run on the session's loop; call it from `pytest_collection_modifyitems`.

    Their fixtures need `loop_scope="session"`, too.
    """
    for item in items:
        if item.path.is_relative_to(folder) and is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
