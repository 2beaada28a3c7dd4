### 简体中文：短、亲切、手机上一屏看完。

## 卡片

card-steps = 怎么办
card-blame = 问题出在
card-retry = 重试有用吗
card-sources = 来源
card-tell-apart = 怎么分辨
card-messages = 报错长这样
card-candidates = 可能是
card-nearest = 最接近的已知报错
card-footer = 核实于 { $date } · { $id }
card-footer-overlay = 本社区补充 { $date } · { $id }
card-choice-title = 应该是下面其中一个
card-choice-body = 光看这段还分不出来，对照一下，选符合的那个。
card-choice-line = { $title }：{ $cause }
card-unmatched-title = 这个报错我还不认识
card-unmatched-body = 看得出是报错，但没有收录答案，已经记下来交给维护者了。
card-full-error = 先把完整报错找出来，往往一眼就能看出原因
card-full-error-client = 电脑上的酒馆：按 F12 打开控制台（Console）或网络（Network），重发一次，复制红字；黑色的终端窗口里也有。
card-full-error-phone = 手机（Termux）：完整报错在 Termux 窗口里，长按选中复制。
card-silent-title = 没看到报错
card-silent-body = 请直接贴报错原文（红字或 JSON），不用描述。

blame-user = 自己的设置
blame-account = 账号或 Key
blame-channel = 选的渠道或模型
blame-upstream = 官方（上游）
blame-relay = 中转站 / 反代
blame-network = 网络
blame-client = 酒馆等客户端

retry-never = 没用
retry-later = 有用，过会儿再试
retry-after-fix = 改好之后再试

## 报错里的信息

fact-code = 报错
fact-model = 模型
fact-limit = 上限
fact-used = 已用
fact-requested = 请求量
fact-max = 最大值
fact-quota = 配额
fact-metric = 配额项
fact-name = 名称
fact-tool = 工具
fact-param = 参数
fact-host = 地址
fact-port = 端口
fact-path = 路径
fact-retry-after = 可重试

slot-model = 这个模型
slot-limit = 上限
slot-unknown = …

duration-days = { $count } 天
duration-hours = { $count } 小时
duration-minutes = { $count } 分
duration-seconds = { $count } 秒
duration-join = { $first } { $second }
