### 繁體中文：指令；其餘沿用簡體。

command-unmatched-name = 未知報錯
command-unmatched = 還沒人認得的報錯（維護者用）
command-unmatched-list-name = 列表
command-unmatched-list = 列出沒見過的報錯，次數多的在前
command-unmatched-state = 狀態
command-unmatched-page = 頁
command-unmatched-state-open = 待處理
command-unmatched-state-ignored = 已忽略
command-unmatched-state-linked = 已有詞條的另一種寫法
command-unmatched-state-published = 已有答案
command-unmatched-show-name = 檢視
command-unmatched-show = 檢視一個和它的樣本
command-unmatched-number = 編號
command-unmatched-draft-name = 寫答案
command-unmatched-draft = 給一個報錯寫答案
command-unmatched-link-name = 關聯
command-unmatched-link = 說明它就是某個詞條
command-unmatched-entry = 標題、報錯文字或編號
command-unmatched-ignore-name = 忽略
command-unmatched-ignore = 不再處理一個
command-unmatched-reason = 原因
command-unmatched-merge-name = 合併
command-unmatched-merge = 把兩個併成一個
command-unmatched-target = 留下的編號

command-stats-name = 統計
command-stats = 查詢、答案、回饋和未知報錯的數字（維護者用）
command-stats-days-name = 天數
command-stats-days = 往回看多少天

command-unmatched-state-all = 全部
command-unmatched-search = 樣本裡的文字
command-unmatched-system = 最接近的詞條屬於哪個渠道
command-unmatched-mine = 只看我接手的
command-unmatched-order = 排序
command-unmatched-order-count = 次數多的在前
command-unmatched-order-newest = 最近的在前
command-unmatched-answers-name = 答案
command-unmatched-answers = 列出在這裡寫的答案，可以修改或撤回
command-unmatched-split-name = 拆分
command-unmatched-split = 把另一個報錯的樣本拆出來

command-unmatched-digest-name = 摘要
command-unmatched-digest = 現在就看最近一週的摘要
command-settings-digest-name = 摘要
command-settings-digest = 多久往維護者頻道發一次摘要
command-settings-digest-rhythm = 多久一次
command-settings-digest-off = 不發
command-settings-digest-daily = 每天
command-settings-digest-weekly = 每週

command-unmatched-audit-name = 操作記錄
command-unmatched-audit = 檢視誰做了什麼，最近的在前
command-unmatched-person = 只看這個人做的

command-kb-name = 詞條庫
command-kb = 詞條庫（維護者用）
command-kb-reload-name = 重新讀取
command-kb-reload = 重新讀取詞條庫的檔案並啟用
command-kb-search-name = 搜尋
command-kb-search = 按標題、報錯文字或編號搜尋詞條庫
