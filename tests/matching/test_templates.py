from __future__ import annotations

import pytest

from bot.matching.templates import name_numbers


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("quota exceeded, limit: 0", {"limit=0"}),
        ("Unexpected token '<', \"<!DOCTYPE\"... is not valid JSON", {"token=<"}),
        ("Cannot read properties of undefined (reading 'usage')", {"name=usage"}),
        ("undefined is not an object (evaluating 'e.data.choices[0].message')", {"name=message"}),
        ("AttributeError: 'str' object has no attribute 'choices'", {"name=choices"}),
        ("ModuleNotFoundError: No module named 'openai'", {"name=openai"}),
        ("messages[1]: unknown variant `image_url`, expected `text`", {"name=image_url"}),
        ("Unsupported parameter: 'max_tokens' is not supported", {"name=max_tokens"}),
        ("The term 'claude' is not recognized as the name of a cmdlet", {"name=claude"}),
        ('无法将"codex"项识别为 cmdlet', {"name=codex"}),
        ("'gemini' 不是内部或外部命令", {"name=gemini"}),
        ("zsh: command not found: claude", {"name=claude"}),
        ("bash: codex: command not found", {"name=codex"}),
        ('"request_id":"req_vrtx_011C"', {"name=req_vrtx"}),
        ('"request_id":"req_011C"', set()),
        ('"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"', {"name=day"}),
        ('"quotaId": "GenerateContentInputTokensPerModelPerMinute-FreeTier"', {"name=minute"}),
        ("the field is missing", set()),
        ("", set()),
    ],
)
def test_names_and_numbers_that_a_sentence_hangs_on(text, named):
    assert name_numbers(text) == named
