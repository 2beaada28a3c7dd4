"""Whether Chinese is written in Traditional characters: by common ones that the other script doesn't have."""

from __future__ import annotations

import re

from bot.text.language import find_spoken

# Character by character the same in both.
SIMPLIFIED = (
    "错请个时误没问试报这败过开题发无动现额复码数务应么为对调还号连网设启点户录账话样测来显换机检说图关证载输"
    "转确吗进经态认该装间响状页权参验统实访费单结频选钥络获续谢组变运级议给长预记类档识总项库尝计联馆将节标弹"
    "带词环终书继绝语挂轮线见视称电软帮们谁让却办虽觉队东边伤绑贴闭挤丢滥宽"
)
TRADITIONAL = (
    "錯請個時誤沒問試報這敗過開題發無動現額復碼數務應麼為對調還號連網設啟點戶錄賬話樣測來顯換機檢說圖關證載輸"
    "轉確嗎進經態認該裝間響狀頁權參驗統實訪費單結頻選鑰絡獲續謝組變運級議給長預記類檔識總項庫嘗計聯館將節標彈"
    "帶詞環終書繼絕語掛輪線見視稱電軟幫們誰讓卻辦雖覺隊東邊傷綁貼閉擠丟濫寬"
)
_SIMPLIFIED = re.compile(f"[{SIMPLIFIED}]")
_TRADITIONAL = re.compile(f"[{TRADITIONAL}後裡帳]")
_LEAST = 2
_TIMES = 3


def is_traditional(text: str) -> bool:
    """Whether a Chinese text is surely written in Traditional characters: by what people say in it, else by the rest.

    A few characters of the other script don't count, for people quote. Where hardly a character tells it is unsure, and
    that is False.
    """
    if text.isascii():
        return False
    for part in (find_spoken(text), text):
        traditional, simplified = len(_TRADITIONAL.findall(part)), len(_SIMPLIFIED.findall(part))
        if traditional + simplified >= _LEAST:
            return traditional > _TIMES * simplified
    return False
