from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

ENTRY = """\
# A comment at the top.
id: relay/token-invalid
title:
  zh: 令牌无效
  en: Token invalid # the relay's own word
systems:
  - relay
status:
  - 401
messages:
  - 'Invalid token, limit %{INT:limit}' # seen on new-api
  - 该令牌无效，请检查
blame: user
retry: after-fix
cause:
  zh: 中转站不认识这个令牌。
  en: The relay does not know this token.
fix:
  zh:
    - 重新复制令牌。
  en:
    - Copy the token again.
sources:
  # the official page comes first
  - title: new-api
    url: https://github.com/QuantumNous/new-api
    supports: message
verified: 2026-11
"""

SYSTEMS = """\
- id: relay
  name: {zh: 中转站, en: Relay}
  what: {zh: 转发站。, en: A forwarding site.}
  official: false
  risk: {zh: 站长看得到内容。, en: The owner sees what you send.}
- id: general
  name: {zh: 通用, en: General}
  what: {zh: 通用。, en: General.}
  official: true
"""


@pytest.fixture
def entry_text() -> str:
    return ENTRY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small catalogue without faults."""
    place = tmp_path / "knowledge"
    (place / "relay").mkdir(parents=True)
    (place / "systems.yaml").write_text(SYSTEMS, encoding="utf-8")
    (place / "relay" / "token-invalid.yaml").write_text(ENTRY, encoding="utf-8")
    return place


@pytest.fixture
def raw() -> dict[str, Any]:
    """The fields of a good entry, for tests that change one of them."""
    return {
        "id": "relay/token-invalid",
        "title": {"zh": "令牌无效", "en": "Token invalid"},
        "systems": ["relay"],
        "messages": ["Invalid token for this relay"],
        "blame": "user",
        "retry": "after-fix",
        "cause": {"zh": "令牌不对。", "en": "A wrong token."},
        "fix": {"zh": ["重新复制。"], "en": ["Copy it again."]},
        "sources": [{"title": "page", "url": "https://example.org/page", "supports": "message"}],
        "verified": "2026-11",
    }
