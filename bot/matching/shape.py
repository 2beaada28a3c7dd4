"""What kind of text a paste is: does it report an error, quote code, or just talk?"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

_ERROR_BODY = re.compile(r"""(?i)["']?(?:error|errors|errmsg|error_description|detail)["']?\s*[:=]\s*(?:\{|\[|["'](?!["'])|[A-Z])""")
_ERROR_NAME = re.compile(r"\b(?:[A-Z]\w{2,50}(?:Error|Exception|Failure)|E[A-Z]{4,14}|[A-Z]{3,}(?:_[A-Z0-9]+)+)\b")
_ERROR_LINE = re.compile(
    r"""(?imx)
      ^\W{0,6}(?:\w+\ ){0,4}(?:error|fatal|exception|panic|failed|failure|traceback|denied|报错|错误|失败|异常)\s*[:：(\[{!=-]
    | \b(?:error|err|fatal|exception|failure|报错|错误)\s*[:：=]\s*\S
    | (?:^|[\s\[|])(?:ERROR|ERR!|FATAL|CRITICAL|SEVERE|ERRO|E/)(?:[\s\]|:!])
    """
)
_TRACE = re.compile(
    r"""(?mx) ^\s*(?:at\ \S.{0,200}[:(]\d+ | File\ ".{1,200}",\ line\ \d+ | Traceback\ \(most\ recent | Caused\ by: | goroutine\ \d+ | \.{3}\ \d+\ more)
    | \bat\ \S+\ \(.{1,200}:\d+:\d+\) | node:internal/ | exit(?:ed\ with)?\ (?:code|status)\W{1,3}\d | 0x[0-9A-Fa-f]{8}\b | \berrno\b | npm\ (?:ERR!|error)
    """
)
_SAYS_ERROR = re.compile(
    r"""(?ix)
      \b(?:error|failed|failure|cannot|could\ not|couldn't|can't|unable\ to|invalid|denied|refused|forbidden|unauthori[sz]ed|timed?\ ?out|timeout
        |exceeded|exhausted|unavailable|not\ (?:found|supported|allowed|valid|available|recognized|exist)|does\ not\ exist|no\ such|missing|overloaded|rejected|blocked|expired
        |insufficient|too\ (?:many|large|long)|unsupported|unexpected|disconnected|crashed|bad\ (?:request|gateway)|rate\ limit(?:ed)?|required|suspended|disabled|banned|unknown)\b
      | 报错|错误|失败|异常|超时|拒绝|无效|不足|无法|不能|未能|已过期|过期|禁用|不存在|不支持|无权|限制|无可用|已用尽|没有可用|被封|封禁|上限|不可用|缺少|未提供|崩溃|断开|空回|截断
    """
)
_ASKS_HELP = re.compile(
    r"""(?ix) 怎么(?:办|回事|解决|弄|搞)|咋(?:办|回事|整|解决)|求助|救(?:命|救)|求(?:大佬|教|解)|大佬|帮(?:我)?看|什么(?:问题|原因|情况)|为什么|为啥|用不了|连不上|打不开|不行了|一直(?:报|弹|显示|提示)|老是|突然
      |\b(?:help|why|how\ (?:do|to|can)|what\ (?:does|is|causes)|anyone|fix|stuck|keeps?\ (?:getting|saying|failing|telling)|getting|i\ get|gives?\ me|won't|doesn't\ work|not\ working|stopped\ working)\b """
)
_CODE = re.compile(
    r"""(?mx)
      ^\s*(?:import|from)\ [\w.]+ | ^\s*(?:def|class|async\ def|function|const|let|var|export|public|private|static|func|fn|impl|match|switch|try|except|catch|raise|throw|assert|expect|describe|it|test|elif|else|return|if|for|while)\b.{0,160}[:({;]\s*(?://.*|\#.*)?$
      | \b(?:throw\ new|raise\ \w+\(|except\ [\w.]+(?:\ as\ \w+)?: | catch\ ?\(|\bassert\w*\(|expect\(|mock\w*\(|\.status(?:_code|Code)?\ ?[=!]=+\ ?\d|===|=>|&&|\|\||console\.(?:log|error)\(|logger?\.\w+\(|print\() 
      | ^\s*(?:\#|//|/\*|\*)\s | ^\+\+\+\ |^---\ |^@@\ |^diff\ --git
    """
)
_TABLE = re.compile(r"(?m)^\s*\|.*\|.*\|\s*$|^\s*[|:]?-{3,}[|:]")
_CONFIG = re.compile(r"""(?m)^\s*[A-Z][A-Z0-9_]{2,40}=\S*\s*$|^\s{0,12}[\w.-]{2,40}:\s*(?:[\w"'\[{./#|>-].{0,80})?$|^\s*\w+\s*=\s*[\w"'\[{]|^\s*<\/?\w+>|^\s{2,}"[\w-]+":\s""")
_DONE = re.compile(
    r"(?i)\b(?:fixed|solved|resolved|works? (?:now|again|fine|great|like)|working (?:now|again)|gone|thanks?|thank you|ty|succeeded|no errors?|0 errors?)\b|解决了|好了|搞定|谢谢|感谢|可以了|修好|恢复了|成功了|没问题"
)
_TEACHES = re.compile(
    r"(?i)\b(?:means?|tutorial|guide|changelog|docs?|documentation|faq|tip|if you (?:see|get)|when you (?:see|get)|for example|e\.g\.|added|release notes?)\b|教程|指南|更新日志|公告|科普|意思是|表示|说明|如果(?:你)?(?:遇到|出现|看到)|遇到.{0,12}(?:就|可以|的话)|什么意思|区别|比如|举例|记录|整理|汇总|常见"
)
_MACHINE = re.compile(r"""[{}\[\]<>=|\\/_;]|":|\b\w+\.\w+\(|::""")
_LINES = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Shape:
    """Counts squeezed into 0..1 (0, 0.5 for one, towards 1 for many); each is one way of looking at the text."""

    error_body: float
    error_name: float
    error_line: float
    trace: float
    says_error: float
    asks_help: float
    status: float
    code: float
    table: float
    config: float
    done: float
    teaches: float
    machine: float
    short: float
    long_prose: float

    def vector(self) -> tuple[float, ...]:
        """The values in the order of `SHAPE_FEATURES`."""
        return tuple(getattr(self, name) for name in SHAPE_FEATURES)


SHAPE_FEATURES = tuple(item.name for item in fields(Shape))


def read_shape(text: str, status_count: int) -> Shape:
    """The shape of a normalised, focused text with `status_count` status codes named in it."""
    head = text[:4_000]
    letters = max(1, len(head))
    machine = len(_MACHINE.findall(head)) / letters
    return Shape(
        error_body=_some(_ERROR_BODY, head),
        error_name=_some(_ERROR_NAME, head),
        error_line=_some(_ERROR_LINE, head),
        trace=_some(_TRACE, head),
        says_error=_some(_SAYS_ERROR, head),
        asks_help=_some(_ASKS_HELP, head),
        status=status_count / (status_count + 1),
        code=_some(_CODE, head),
        table=_some(_TABLE, head),
        config=_some(_CONFIG, head),
        done=_some(_DONE, head),
        teaches=_some(_TEACHES, head),
        machine=min(1.0, machine * 12),
        short=max(0.0, 1 - letters / 40),
        long_prose=min(1.0, letters / 600) * max(0.0, 1 - machine * 25),
    )


def _some(pattern: re.Pattern[str], text: str) -> float:
    count = 0
    for _ in pattern.finditer(text):
        count += 1
        if count == 4:
            break
    return count / (count + 1)
