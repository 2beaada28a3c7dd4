"""The message catalogues: complete, consistent, and nothing in them that nobody says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.knowledge.model import Bilingual, Blame, Retry
from bot.knowledge.slots import placeholders
from bot.matching.reasons import REASONS, WANTED
from bot.review.faults import REASONS as FAULTS
from bot.storage.records import GuildSettings
from bot.ui.audit import ACTIONS
from bot.ui.fluent import FluentError, parse_catalogue
from bot.ui.settings import switches
from bot.ui.texts import Texts

ROOT = Path(__file__).resolve().parents[2]
TEXTS = Texts.load()
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot").rglob("*.py")))
FAMILIES = (
    "blame-", "retry-", "fact-", "duration-", "refusal-", "settings-watching-", "settings-field-", "mode-", "taste-",
    "language-", "permission-", "help-", "note-", "command-", "reason-", "lack-", "audit-", "draft-fault-",
)  # fmt: skip
"""Beginnings of keys that the code completes."""


def test_both_languages_hold_the_same_messages():
    assert set(TEXTS.keys("en")) == set(TEXTS.keys("zh"))


@pytest.mark.parametrize("key", sorted(TEXTS.keys("en")))
def test_placeholders_agree(key):
    assert TEXTS.variables(key, "en") == TEXTS.variables(key, "zh") == TEXTS.variables(key, "zh-TW")


def test_traditional_chinese_holds_every_command_and_nothing_unknown():
    ours, english = set(TEXTS.keys("zh-TW")), set(TEXTS.keys("en"))
    assert {key for key in english if key.startswith("command-")} <= ours <= english


def test_everything_that_the_code_says_is_there():
    said = set(re.findall(r'\b(?:say|_say)\(\s*"([a-z0-9-]+)"', SOURCES))
    assert len(said) > 50
    assert said <= set(TEXTS.keys("en"))


def test_everything_that_is_there_is_said():
    quoted = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"', SOURCES))
    silent = {
        key for key in TEXTS.keys("en") if key.removesuffix("-hint") not in quoted and not key.startswith(FAMILIES)
    }
    assert silent == set()


@pytest.mark.parametrize(
    ("family", "names"),
    [
        ("blame", [blame.value for blame in Blame]),
        ("retry", [retry.value for retry in Retry]),
        ("mode", ["answer", "sure", "commands"]),
        ("settings-watching", ["answer", "sure", "commands"]),
        ("taste", ["quiet", "normal", "eager"]),
        ("settings-field", list(switches(GuildSettings(1)))),
        ("reason", [name.replace("_", "-") for name in REASONS]),
        ("audit", sorted(ACTIONS)),
        ("draft-fault", sorted(FAULTS)),
        ("lack", [WANTED.replace("_", "-")]),
        ("language", ["auto", "zh-cn", "zh-tw", "en"]),
        ("refusal", sorted(set(re.findall(r'IntakeError\("([a-z-]+)"', SOURCES)) - {"bad-json"})),
    ],
)
def test_families_are_complete(family, names):
    assert [name for name in names if not TEXTS.has(f"{family}-{name}")] == []


def test_every_action_that_is_written_down_is_worded():
    written = set(re.findall(r'not(?:e|ed)\(actor, "([a-z-]+)"', SOURCES))
    assert len(written) > 8
    assert written - ACTIONS == set()


def test_every_rule_that_a_draft_can_break_is_worded():
    keys = set(re.findall(r'yield Finding\(.+(?:told|it"), "([a-z-]+)"', SOURCES))
    assert len(keys) > 8
    assert keys - FAULTS == set()


def test_every_command_word_is_there():
    keys = re.findall(r'words\("([a-z-]+)"\)', SOURCES)
    assert len(keys) > 40
    assert [key for key in keys if not TEXTS.has(f"command-{key}")] == []


@pytest.mark.parametrize("tongue", ["en", "zh", "zh-TW"])
def test_command_words_fit_discord(tongue):
    for key in TEXTS.keys("en"):
        if not key.startswith("command-"):
            continue
        text = TEXTS.say(key, tongue)
        if key.endswith("-name"):
            assert re.fullmatch(r"[\w-]{1,32}", text), key
            assert text == text.lower(), key
        assert 1 <= len(text) <= 100, key


def test_plurals_and_values_are_filled():
    assert TEXTS.say("duration-days", "en", count=1) == "1 day"
    assert TEXTS.say("duration-days", "en", count=2) == "2 days"
    assert TEXTS.say("duration-days", "zh", count=1) == "1 天"
    with pytest.raises(KeyError):
        TEXTS.say("duration-days", "en")
    with pytest.raises(KeyError):
        TEXTS.say("no-such-message", "en")


def test_what_is_counted_is_worded_for_one_and_for_many():
    assert TEXTS.say("privacy-exported", "en", rows=1) == "Everything I have about you: 1 row."
    assert TEXTS.say("privacy-erased", "en", rows=2) == "Done: 2 rows deleted."
    assert TEXTS.say("news-subscribed", "en", id=3, count=1).endswith("#3 is known. It was seen once so far.")
    assert "1 test pastes" not in TEXTS.say("draft-compared", "en", count=1)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("send-messages", "傳送訊息"),
        ("send-messages-in-threads", "在討論串中傳送訊息"),
        ("add-reactions", "新增反應"),
        ("manage-threads", "管理討論串和貼文"),
        ("attach-files", "附加檔案"),
    ],
)
def test_permissions_have_the_names_that_discord_gives_them_in_taiwan(key, name):
    assert TEXTS.say(f"permission-{key}", "zh-TW") == name


def test_what_traditional_chinese_lacks_comes_from_simplified():
    assert TEXTS.say("card-steps", "zh-TW") == "怎麼辦"
    assert TEXTS.say("duration-days", "zh-TW", count=3) == "3 天"
    assert TEXTS.say("command-menu-diagnose", "zh-TW") == "查報錯"


SIMPLIFIED_ONLY = set("们这说时错误请设备账号码网络报长门问间见贝车鱼鸟马买卖开关")


@pytest.mark.parametrize("key", sorted(TEXTS.keys("en")))
def test_nothing_stays_simplified(key):
    values = dict.fromkeys(TEXTS.variables(key, "zh-TW"), 2)
    assert not SIMPLIFIED_ONLY & set(TEXTS.say(key, "zh-TW", **values)) - set("個")


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("酒馆里的反向代理", "酒館裡的反向代理"),
        ("换个渠道或中转站", "換個渠道或中轉站"),
        ("服务器的默认设置没有权限", "伺服器的預設設定沒有權限"),
        ("看到 `当前分组无可用渠道` 时", "看到 `当前分组无可用渠道` 時"),
        ("上限 {limit|默认值} 次", "上限 {limit|預設值} 次"),
        ("用户名和用户", "使用者名稱和使用者"),
        ("后台的平台", "後台的平台"),
        ("plain English 429", "plain English 429"),
        ("频道里的消息，软件里根本没有，参数里加一行", "頻道裡的訊息，軟體裡根本沒有，參數裡加一行"),
        ("阿里云的里程碑、一公里", "阿里雲的里程碑、一公里"),
        ("是不是只有这家，别只装一个；一只猫", "是不是只有這家，別只裝一個；一隻貓"),
        ("发完字不发结束标记，Key 被发到别家", "發完字不發結束標記，Key 被發到別家"),
        ("程序和面板都更新，十几分钟就超，旧表", "程式和面板都更新，十幾分鐘就超，舊表"),
        ("要求聊天历史，因图片或超长历史", "要求聊天歷史，因圖片或超長歷史"),
        ("调低回复长度，当成正常回复；恢复", "調低回覆長度，當成正常回覆；恢復"),
        ("上一轮回了空消息，阿里百炼", "上一輪回了空訊息，阿里百煉"),
        ("写明了条件，自签证书，模式下采样参数", "寫明了條件，自簽憑證，模式下採樣參數"),
        ("写着“没有权限”的，导出再上报", "寫著「沒有權限」的，匯出再回報"),
    ],
)
def test_reviewed_terms_outweigh_single_characters(simplified, traditional):
    assert TEXTS.read(Bilingual(zh=simplified, en="x"), "zh-TW") == traditional
    assert TEXTS.read(Bilingual(zh=simplified, en="x"), "zh") == simplified


def test_the_whole_catalogue_is_read_in_traditional(desk):
    for entry in desk.knowledge.entries.values():
        for text in (entry.title, entry.cause, *entry.tell_apart):
            read = TEXTS.read(text, "zh-TW")
            assert placeholder_names(read) == placeholder_names(text.zh), entry.id
            assert not set("髮麵鍾錶鍊臺") & set(read), read
            assert not set("们这说时错请设备账码网络报长门问间见车马买卖开关") & set(re.sub(r"`[^`]*`", "", read)), read
        assert len(TEXTS.read_all(entry.fix, "zh-TW")) == len(entry.fix.zh)


def placeholder_names(text):
    return sorted(place.name for place in placeholders(text))


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("a = 1\na = 2\n", "given twice"),
        ("    loose\n", "outside a message"),
        ("Bad Key = 1\n", "not a message"),
        ("a = { $x\n", "not closed"),
        ("a = { x }\n", "can't read"),
        ("a = { $n ->\n    [one] x\n}\n", "needs"),
    ],
)
def test_a_broken_catalogue_is_refused(source, fault):
    with pytest.raises(FluentError, match=fault):
        parse_catalogue(source)


def test_several_lines_lose_their_common_indent():
    pattern = parse_catalogue('text =\n    first\n      second\n\n    third { "{" }\nnext = x\n')["text"]
    assert pattern.format({}) == "first\n  second\n\nthird {"
