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
