"""Words and marks by which a reader sees what kind of text lies before them. Facts of language, not of the catalogue."""

from __future__ import annotations

ERROR_WORDS = frozenset(
    """
    error errors err failed failure fails failing exception fatal panic panicked invalid denied refused forbidden
    unauthorized unauthenticated timeout timedout exceeded exceeds exceed exhausted unavailable unsupported unexpected
    overloaded rejected blocked expired insufficient missing unable cannot disconnected crashed suspended aborted undefined
    unknown unrecognized malformed traceback unreachable disabled deprecated conflict corrupted incorrect depleted
    throttled rate_limited killed deadlock segfault required prohibited stopped incompatible discontinued blocked broken
    fault warning warnings quota exited restricted locked
    报错 错误 失败 异常 超时 拒绝 无效 不足 无法 未能 过期 禁用 无权 用尽 封禁 上限 缺少 崩溃 断开 出错 中断 损坏 不存 不支 未提 无可 未找 停用 找不 未开 受限
    不正 不被 不是 异常 故障 受阻 卡住 繁忙 饱和 频率 过高 过大 过快 欠费
    """.split()
)
ERROR_PHRASES = (
    "not found", "not supported", "not allowed", "not valid", "not exist", "not available", "not accepted", "no such", "timed out",
    "too many", "too large", "too long", "try again", "could not", "couldn't", "rate limit", "bad request", "bad gateway",
    "no space left", "command not", "must be", "please try", "is required", "does not", "doesn't", "请稍后", "请重试", "请检查",
    "have exceeded", "has been exceeded", "have reached", "hit your", "must not", "can't be", "can’t be", "wasn't able", "permission to",
    "is locked", "not authenticated", "failed to", "unable to", "cannot open", "connection refused", "no longer", "problem", "internal error",
    "unexpectedly", "请求失败", "加载失败", "连接失败", "后再试", "重新登录", "内部或外部命令", "找不到", "无法继续",
    "错误码", "错误代码", "终止代码", "没有可用", "不可用", "no available", "not a valid", "already in use", "out of memory", "not authorized", "limit reached",
)  # fmt: skip
# What people see when something does not run, in their own words, and how machines name such states.
SYMPTOM_WORDS = frozenset(
    """
    crash crashes crashed crashing crashloopbackoff imagepullbackoff errimagepull oomkilled backoff exitcode
    freeze freezes freezing frozen hang hangs hanging stuck dying dies died gone lost loses blank offline disconnect disconnects
    won't doesn't isn't can't couldn't didn't unreachable nowhere glitch glitched violation segmentation dumped nan
    failedscheduling fail occurred
    闪退 崩了 崩溃 就崩 打不 不开 卡死 转圈 离线 掉线 黑屏 白屏 空白 没反 无反 起不 跑不 连不 登不 进不 载不 示不 不显 叹号 挂了 全挂
    退出 停止 失效 拦截 断开 就断 致命 不兼 不匹 未响 损坏 用不 不动 爆红 退到 未安 未定 未启 动不 装不 开不 不成 没回 不回 没了 封号 弹窗 就弹 空响
    """.split()
)
# What may tell of trouble or not: enough to have a closer look, no sign of an error by themselves.
FAINT_WORDS = frozenset(
    """
    screen response stops nothing shows throws stays black blue spins spinning spinner restarting outdated
    impossible busy shutdown shuts banned disallowed never keeps undeliverable errno errcode
    不到 不了 不上 不出 不来 不在 蓝屏 没声 没响 重启 提示 返回 一直 突然 告警 弹出 暂不 乱码 未载 消失 已满
    """.split()
)
HELP_WORDS = frozenset(
    """
    help why anyone stuck how getting keeps won't fix what
    怎么 咋办 咋回 咋整 求助 救命 大佬 帮看 帮忙 什么 为什 为啥 用不 连不 打不 一直 老是 突然 求教 求解 请问 佬们 各位 急急
    """.split()
)
DONE_WORDS = frozenset(
    """
    fixed solved resolved works worked working thanks thank ty thx succeeded gone nvm
    解决 好了 搞定 谢谢 感谢 可以 修好 恢复 成功 没问 终于 通过
    """.split()
)
TEACHING_WORDS = frozenset(
    """
    means mean meaning tutorial guide changelog docs documentation faq tip release notes added fixed patch example template
    usually tldr whenever cheatsheet retry? tells
    教程 指南 示例 字段 更新 日志 公告 科普 意思 表示 说明 如果 的话 要是 遇到 区别 比如 举例 整理 汇总 常见 模板 新增 优化 修复 支持 置顶 一般 就是 只是 不是
    """.split()
)
# Neighbours that turn such a word: who asks how to solve it has not solved it, and "不支持" supports nothing.
TURNED = {
    "解决": frozenset("求解 么解 何解 没解 未解 法解 决不 想解 咋解 以解".split()),
    "成功": frozenset("不成 没成 未成".split()),
    "可以": frozenset(["不可"]),
    "修好": frozenset("没修 未修".split()),
    "修复": frozenset("么修 求修 法修 何修 没修 未修".split()),
    "支持": frozenset("不支 未支 没支".split()),
    "更新": frozenset("新后 新到 新完 新之 新就 刚更".split()),
    "意思": frozenset("么意 啥意".split()),
    "working": frozenset(
        ["not working", "n't working", "n’t working", "stopped working", "stops working", "longer working"]
    ),
    "works": frozenset(["longer works", "never works"]),
    "mean": frozenset(["what does", "what do"]),
}
TALK_WORDS = frozenset(
    """
    lol lmao haha hahaha tbh imo btw guys everyone someone people feel felt think guess maybe probably honestly kinda
    love hate my she he her his him they you your we our
    哈哈 笑死 我觉 感觉 大家 有没 推荐 这个 那个 她的 他的 我的 我们 你们 自己 今天 明天 昨天 真的 居然 好像 还是 已经 不过
    """.split()
)
STORY_MARKS = (
    "“",
    "”",
    "「",
    "」",
    '," she',
    '," he',
    "她",
    "他说",
    "轻声",
    "[quest",
    "【任务",
    "{{char}}",
    "{{user}}",
)
CODE_FENCES = tuple(
    f"```{name}\n"
    for name in (
        "python", "py", "js", "javascript", "ts", "typescript", "tsx", "jsx", "rust", "rs", "go", "java", "kotlin", "c", "cpp",
        "csharp", "cs", "php", "ruby", "rb", "lua", "swift", "sql", "css", "scss", "vue", "diff", "patch", "dart", "r", "regex",
        "html", "xml", "graphql", "proto", "makefile",
    )
)  # fmt: skip
CONFIG_FENCES = tuple(
    f"```{name}\n"
    for name in (
        "yaml",
        "yml",
        "env",
        "dotenv",
        "ini",
        "toml",
        "nginx",
        "dockerfile",
        "conf",
        "properties",
        "caddy",
        "hcl",
    )
)
CONFIG_MARKS = (
    '"prompts"', '"prompt_order"', '"entries"', '"generationconfig"', '"scriptname"', '"findregex"', '"category":"harm',
    '"temperature"', '"top_p"', '"first_mes"', '"messages":', "services:", "server {", "location /", "execstart", "image:",
    "restart:", "ports:", "environment:", "volumes:", "proxy_pass", "listen:", "whitelist", "[service]", "apiversion:", "rules>",
    '"keysecondary"', '"injection_depth"', '"budget_tokens"', '"regex"', '"model_mapping"', '"enabled":', "enabled:", "enabled =",
)  # fmt: skip
SUCCESS_MARKS = (
    '"success": true', '"success":true', '"error": null', '"error":null', "200 ok", "0 errors", "no errors", "no error",
    "running on http", "finished `", "fast-forward", "build succeeded", "fully operational", "测试通过", "连接成功", "status: ok",
)  # fmt: skip
BODY_KEYS = (
    '"error',
    "'error",
    '"errors',
    '"errmsg',
    '"err_msg',
    '"error_msg',
    '"errcode',
    '"fault"',
    "<error>",
    '"detail"',
    "'detail'",
)
BODY_MESSAGE_KEYS = ('"message"', "'message'", '"msg"', "'msg'", '"title"', '"description"', '"reason"', '"result"')
BODY_CODE_KEYS = (
    '"code"',
    "'code'",
    '"status',
    "'status",
    '"type"',
    "'type'",
    '"cod"',
    '"statuscode"',
    '"retry_after"',
    '"ok":false',
    '"ok": false',
)
JSON_ERROR_KEYS = (
    "error",
    "errors",
    "errmsg",
    "err_msg",
    "error_msg",
    "error_message",
    "errcode",
    "error_code",
    "detail",
    "exception",
    "fault",
    "errormessage",
    "base_resp",
)
JSON_MESSAGE_KEYS = ("message", "msg", "title", "reason", "description", "errormessage")
JSON_CODE_KEYS = (
    "code",
    "status",
    "statuscode",
    "type",
    "cod",
    "name",
    "reason",
    "retry_after",
    "status_code",
    "errorid",
)
JSON_REPLY_KEYS = frozenset(
    {"choices", "candidates", "promptfeedback", "response", "output", "stop_reason", "finishreason", "result"}
)
