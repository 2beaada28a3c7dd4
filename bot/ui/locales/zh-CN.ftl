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
card-guess-title = 可能是：{ $title }
card-choice-title = 应该是下面其中一个
card-choice-body = 光看这段还分不出来，对照一下，选符合的那个。
card-choice-line = { $title }：{ $cause }
named-value = { $name }：{ $value }
card-system-title = 你用的是哪个渠道？
card-system-body = 好几个地方都会报这一句，解决办法各不相同，选你用的那个。
card-system-through = 走中转站的，看模型是哪家的就选哪家。
card-system-unsure = 不清楚就选“不知道”。
card-find-out-title = 怎么看自己用的是哪个渠道
card-find-out-body = 打开客户端的连接设置，看来源、地址和 Key 就知道了，然后回到上面的回答里选。
card-find-out = 各自的特征
card-unmatched-title = 这个报错我还不认识
card-unmatched-body = 看得出是报错，但没有收录答案。
card-unmatched-listed = 看得出是报错，但没有收录答案，已经记下来交给维护者了。
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
fact-reset = 额度恢复

duration-days = { $count } 天
duration-hours = { $count } 小时
duration-minutes = { $count } 分
duration-seconds = { $count } 秒
duration-join = { $first } { $second }

## 按钮、菜单

button-helped = 👍 管用
button-not-helped = 👎 没用
button-wrong = 不是这个
button-details = 详情
button-tongue = 中文
button-close = ✖ 关闭
button-report = 上报
button-erase = 全部删除
menu-pick = 是哪一个？
menu-instead = 哪一个更像？
menu-system = 报错来自哪里？
menu-system-unknown = 不知道，怎么看？
menu-none = 都不是，上报
vote-thanks = 收到，谢谢～
vote-sorry = 没帮上忙，不好意思。下面有更像的吗？都不是就上报，维护者会看。
wrong-answer = 那再找找。下面有符合的吗？都不是就上报，维护者会看。
answered-already = 这个报错刚才答过了：{ $url }
system-ignored = 没有 { $name } 这个渠道，这次没按渠道查。输入时请从列表里选。
entry-unknown = 没有这一条，输入时请从列表里选。

## 密钥泄露

secret-warning = ⚠️ 这条消息里露出了 Key 或令牌。请马上去作废、换新的；光删消息不够，可能已经有人看到了。
secret-warning-other = ⚠️ 那条消息里露出了 Key 或令牌，请提醒发的人马上作废换新；光删消息不够。
secret-removed = ⚠️ 刚才有条消息露出了 Key 或令牌，已经删掉。发的人请马上作废换新，可能已经有人看到了。
secret-removed-title = ⚠️ 刚才有条消息露出了 Key 或令牌，已经删掉；但帖子标题里还有，请把标题也改掉。Key 请马上作废换新，可能已经有人看到了。
secret-masked = ⚠️ 里面有 Key 或令牌，上报时已打码；还是请作废换新。

## 表单

form-error-title = 贴报错
form-error-text = 报错原文
form-error-text-hint = 整段原样贴。Key 会先打码，再做别的。
form-error-placeholder = Error: 429 RESOURCE_EXHAUSTED ...
form-error-files = 或者传日志文件
form-report-title = 上报没见过的报错
form-report-text = 报错原文
form-report-text-hint = 整段原样贴，Key 会打码。
form-report-system = 用的什么渠道？
form-report-system-placeholder = 选一个，不知道就空着
form-report-client = 程序和版本
form-report-client-placeholder = 酒馆 1.13.4 staging
form-report-actions = 报错前做了什么？
form-report-files = 日志文件

## 上报

report-filed = 谢谢！你的上报编号是 **{ $number }**。
report-known = 顺便说，这个其实有答案：
report-others = 在你之前，同样的报错已经出现过 { $count } 次。
note-report-title = 上报 { $number }
note-system = 渠道
note-client = 程序
note-actions = 之前做了什么
note-known = 已收录为
note-others = 同样的报错

## 婉拒

refusal-empty = 没有内容可看。请直接贴报错原文，或者传日志。
refusal-too-big = 文件太大了。截取报错那一段就行，几百行足够。
refusal-binary = 这个文件不是文本。请把日志存成 .txt 或 .log 再传。
refusal-unreadable = 这个文件读不出来。再试一次，或者直接贴文字。
refusal-image-too-big = 图片太大了，截到报错那一块再发，或者直接贴文字。
refusal-image-unreadable = 这张图片读不出来，换一张试试，或者直接贴文字。
refusal-image-textless = 图片上没看到文字，截到报错那一块再发，或者直接贴文字。
refusal-image-slow = 这张图片读得太久了，截到报错那一块再发，或者直接贴文字。
refusal-image-busy = 一下子图片太多了，过一分钟再试，或者直接贴文字。
refusal-no-ocr = 这里读不了图片，请直接贴报错文字。
refusal-missing = 文件已经没了，请重新上传。
refusal-cut-off = 文件下载到一半断了。再试一次，或者直接贴文字。
refusal-slow = 文件下载太久了。再试一次，或者直接贴文字。

## 出错

fault-permission = 需要“管理服务器”权限才能这么做。
fault-guild-only = 这个只能在服务器里用。
fault-too-slow = 刚才太慢了，请再试一次。
fault-stale-command = 这个命令更新了，重载一下 Discord（Ctrl+R）再试。
fault-storage = 数据库暂时连不上，什么都没存下来，请过一分钟再试。
fault-forbidden = Discord 不让我在这里这么做。管理员可以用 /settings check 看缺哪个权限。
fault-unknown = 我这边出错了，已经记进日志，请再试一次。
fault-too-old = 这个回答太久了，按钮用不了。请重新贴一次报错。
fault-entry-gone = 这一条已经不在库里了。请重新贴一次报错。
fault-restarted = 填表的时候我刚好重启了，请重新打开再交一次。
fault-not-yours = 只有提问的人或管理员可以这么做。

## 设置

settings-title = 本服务器的设置
panel-note = 改了马上生效，这条消息只有你看得到。
panel-channels = 主动回答的频道
panel-watch-none = 选频道或论坛，可多选
panel-channel = 单独设置 #{ $channel }
panel-mode = 在这里
panel-system = 这里的报错一般来自
panel-no-system = 哪里都有
panel-quiet = 免打扰时段
panel-no-quiet = 无
panel-answers = 回答
panel-maintainers = 维护者
panel-maintainers-none = 接收新报错和上报的频道
panel-role-none = 可以写答案的身份组
panel-data = 数据与密钥
settings-field-channels = 自动回答的频道
settings-field-language = 语言
settings-field-taste = 什么时候主动回答
settings-field-cooldown = 同一报错间隔
settings-field-zone = 免打扰时段的时区
settings-field-maintainers = 维护者
settings-field-secrets = 删除露出 Key 的消息
settings-field-ocr = 识别截图文字
settings-field-react = 给没见过的报错加 ❔
settings-field-reviewers = 答案要第二人审核
settings-field-solved = 论坛帖标记已解决
settings-field-retention = 样本保留
settings-channel-line = { $channel } · { $mode }
settings-channel-quiet = { $hours } 免打扰
settings-patterns = 部署者指定：{ $patterns }
settings-none = 无
settings-never = 不限，次次都答
settings-on = 是
settings-off = 否
settings-minutes = { $count } 分钟
settings-days = { $count } 天
settings-watching-answer = 好，{ $channel } 里的报错我会主动回答。
settings-watching-sure = 好，{ $channel } 里有把握的报错我会主动回答。
settings-watching-commands = 好，在 { $channel } 里没人叫我就不说话。
settings-unwatched = 好，不再看 { $channel } 了。
settings-not-watched = { $channel } 没有设置过。
settings-missing = ⚠️ 在那里我还缺权限：{ $permissions }
settings-no-channel = 这种频道看不了，请选文字频道、论坛或帖子。
settings-no-system = 没有这个渠道，输入时请从列表里选。
settings-quiet = 🌙 那里每天 { $hours } 我不主动说话（{ $zone }，用 /settings timezone 改时区）；有人叫我还是会答，看到 Key 也会提醒。
settings-no-quiet = 那里没有免打扰时段。
settings-bad-quiet = { $text } 不是免打扰时段。请按 24 小时制写起止时间，例如 22:00-08:00；写 off 就是不要。
settings-no-zone = 没有 { $name } 这个时区。请写 IANA 时区名，例如 Asia/Shanghai、Europe/Berlin。
settings-zone-near = 是不是 { $names }？
mode-answer = 回答报错
mode-sure = 有把握才回答
mode-commands = 叫了才回答
taste-quiet = 有把握才说
taste-normal = 认得的报错就说
taste-eager = 有几种可能也说
language-auto = 跟着提问的语言
language-zh-cn = 简体中文
language-zh-tw = 繁體中文
language-en = English
permission-view-channel = 查看频道
permission-send-messages = 发送消息
permission-send-messages-in-threads = 在子区内发送消息
permission-embed-links = 嵌入链接
permission-read-message-history = 读取消息历史记录
permission-add-reactions = 添加反应
permission-manage-messages = 管理消息
permission-manage-threads = 管理子区和帖子
permission-attach-files = 附加文件
check-title = 权限检查
check-fine = ✅ { $channel }
check-missing = ⚠️ { $channel }：{ $permissions }
check-gone = ❌ { $channel } 不存在，或者我看不到
check-quiet = 🌙 { $channel } 现在是免打扰时段：{ $hours }（{ $zone }）
check-no-zone = ⚠️ 运行我的机器不认得时区 { $zone }，免打扰时段暂按 UTC 算。部署者装上 tzdata 就好。
check-nothing = 还没有自动回答的频道，先用 /settings watch 加一个。

## 隐私、帮助、关于、欢迎

privacy-title = 我会存什么
privacy-text =
    收到报错后，先把 Key、令牌、邮箱等打码，再做别的。
    - 查询记录：什么报错、何时何地；账号只存加密哈希，不存原文。
    - 没见过的报错：打码后的文字，保留 { $days } 天。
    - 上报：你在表单里写的内容和你的账号，收录后好通知你，保留同样久。
    - 投票，以及哪条消息回答哪条。
    维护者频道里的消息到时也会删掉，或去掉你的文字。
    /privacy export 导出全部，/privacy delete 删除全部。
privacy-exported = 关于你的全部数据：{ $rows } 条。
privacy-sure = 会删除我存的关于你的一切：查询记录、样本、上报、投票。删了找不回来。
privacy-erased = 好了，删除了 { $rows } 条。
help-title = 我能做什么
help-paste = 在开启的频道里直接贴报错：认得就回答，不认得就不说话。
help-error = **/error**：在哪都能问，可以贴文字、传日志；都不填会弹出表单。选 *private* 只有自己看得到。
help-menu = 长按或右键一条消息 › APP › **查报错**。
help-mention = 回复别人贴的报错并 @ 我。
help-entry = **/entry**：手动发一条已有的答案。
help-report = **/report-new**：没人认得的报错？告诉维护者。
help-privacy = **/privacy**：查看或删除我存的关于你的数据。
about-title = Errata
about-text =
    贴上大模型 API 的报错，我告诉你是什么意思、怎么办、谁说的。
    版本 { $version } · 收录 { $systems } 个渠道的 { $entries } 种报错 · 最近核实 { $newest }
    我会存什么：/privacy info
about-policy = [隐私政策]({ $url })
welcome = 大家好！我认得各种 API 报错，会回答原因、办法和来源。先在答疑频道里用 **/settings watch** 开启；**/help** 看其他用法。

## 命令

command-error-name = 报错
command-error = 看懂一段报错
command-error-text-name = 文字
command-error-text = 报错原文；不填会弹出更大的输入框
command-error-file-name = 文件
command-error-file = 日志或文本文件
command-error-system-name = 渠道
command-error-system = 报错来自哪个渠道（知道的话）
command-error-private-name = 仅自己可见
command-error-private = 回答只给我看
command-menu-diagnose = 查报错
command-entry-name = 词条
command-entry = 手动发一条已有的答案
command-entry-query-name = 关键词
command-entry-query = 标题、报错文字、拼音首字母或编号
command-report-name = 上报新报错
command-report = 上报一个还没人认得的报错
command-help-name = 帮助
command-help = 这个机器人能做什么
command-about-name = 关于
command-about = 版本、词条库和数据
command-privacy-name = 隐私
command-privacy = 存了你的什么数据
command-privacy-info-name = 说明
command-privacy-info = 存什么、存多久
command-privacy-export-name = 导出
command-privacy-export = 下载关于你的全部数据
command-privacy-delete-name = 删除
command-privacy-delete = 删除关于你的全部数据
command-settings-name = 设置
command-settings = 机器人在本服务器怎么工作
command-settings-watch-name = 开启频道
command-settings-watch = 在一个频道里主动回答报错
command-settings-watch-channel = 频道、论坛或帖子；不填就是当前频道
command-settings-watch-mode = 什么时候回答
command-settings-watch-system = 这个频道的报错一般来自哪个渠道
command-settings-watch-quiet = 免打扰时段，叫了才回答，例如 22:00-08:00；off 表示不要
command-settings-mode-answer = 回答报错
command-settings-mode-sure = 有把握才回答
command-settings-mode-commands = 叫了才回答
command-settings-unwatch-name = 关闭频道
command-settings-unwatch = 不再看一个频道
command-settings-taste-name = 灵敏度
command-settings-taste = 主动回答的积极程度
command-settings-taste-level = 程度
command-settings-taste-quiet = 安静：有把握才说
command-settings-taste-normal = 普通
command-settings-taste-eager = 积极：有几种可能也说
command-settings-cooldown-name = 间隔
command-settings-cooldown = 同一频道同一报错多久内不重复回答
command-settings-cooldown-minutes = 分钟，0 表示每次都答
command-settings-zone-name = 时区
command-settings-zone = 免打扰时段按哪个时区算
command-settings-zone-zone = 时区名，例如 Asia/Shanghai；可输入城市
command-settings-language-name = 语言
command-settings-language = 本服务器的回答语言
command-settings-language-language = 语言
command-settings-language-auto = 跟着提问的语言
command-settings-maintainers-name = 维护者
command-settings-maintainers = 上报发到哪里；都不选就关闭
command-settings-maintainers-channel = 接收上报的频道
command-settings-maintainers-role = 维护者的身份组
command-settings-secrets-name = 密钥
command-settings-secrets = 露出 Key 的消息要不要删
command-settings-secrets-remove = 删除（需要“管理消息”权限）
command-settings-retention-name = 保留
command-settings-retention = 没见过的报错样本保留多久
command-settings-retention-days = 天数
command-settings-show-name = 查看
command-settings-show = 查看全部设置
command-settings-panel-name = 面板
command-settings-panel = 在一条消息里改全部设置
command-settings-check-name = 检查
command-settings-check = 检查哪里缺权限
