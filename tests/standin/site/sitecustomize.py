"""Points discord.py at the stand-in, from outside the product.

This folder comes first on the bot's PYTHONPATH, so Python imports this module at its start. When discord.py's modules
are imported later on, the two class attributes that hold Discord's addresses are replaced; until then nothing is
loaded, so start-up times stay true. Connections that would leave this machine are refused: a scenario never speaks to
the world.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import socket
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType

LOOPBACK = {"127.0.0.1", "::1", "localhost", "", None}


def _patch_http(module: ModuleType) -> None:
    module.Route.BASE = os.environ["STANDIN_URL"] + "/api/v10"


def _patch_gateway(module: ModuleType) -> None:
    import yarl

    address = os.environ["STANDIN_URL"].replace("http://", "ws://") + "/gateway"
    module.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)


PATCHES: dict[str, Callable[[ModuleType], None]] = {
    "discord.http": _patch_http,
    "discord.gateway": _patch_gateway,
}


class _PatchingFinder(importlib.abc.MetaPathFinder):
    """Finds the modules as usual, and patches those named in PATCHES once they have been executed."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in PATCHES:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader.exec_module = _executing(spec.loader.exec_module, PATCHES[fullname])  # type: ignore[method-assign]
        return spec


def _executing(execute: Callable[[ModuleType], None], patch: Callable[[ModuleType], None]) -> Callable[..., None]:
    def run(module: ModuleType) -> None:
        execute(module)
        patch(module)

    return run


def _refuse_the_world(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise ConnectionRefusedError(f"the stand-in lets nothing out, not even to {address[0]}")
    elif event == "socket.getaddrinfo":
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
        if host not in LOOPBACK:
            raise socket.gaierror(socket.EAI_NONAME, f"the stand-in knows no host {host!r}")


if "STANDIN_URL" in os.environ:
    sys.meta_path.insert(0, _PatchingFinder())
    sys.addaudithook(_refuse_the_world)
