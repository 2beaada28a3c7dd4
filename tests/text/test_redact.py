"""What is masked, what stays, and that nothing which identifies an error is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.redact import KINDS, SECRET_KINDS, Redaction, redact, redact_paste
from bot.text.redaction.named_secrets import lower_in_place

HEX = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"
MIXED = "aB3dE5fG7hI9kL1mN3oP5qR7"

NAMED = [
    (f"Authorization: Bearer {MIXED}", "Authorization: Bearer [redacted:bearer-token]"),
    (f'{{"authorization":"Bearer {HEX}"}}', '{"authorization":"Bearer [redacted:bearer-token]"}'),
    (f'{{\\"Authorization\\":\\"Bearer {HEX}\\"}}', '{\\"Authorization\\":\\"Bearer [redacted:bearer-token]\\"}'),
    (f"authorization=Bearer%20{HEX}", "authorization=Bearer%20[redacted:bearer-token]"),
    (f"Authorization: {HEX}", "Authorization: [redacted:token]"),
    ("Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic [redacted:basic-auth]"),
    (f"x-api-key: {HEX}", "x-api-key: [redacted:api-key]"),
    (f'-H "api-key: {HEX}" \\', '-H "api-key: [redacted:api-key]" \\'),
    (f"x-goog-api-key: {MIXED}", "x-goog-api-key: [redacted:api-key]"),
    (f"Ocp-Apim-Subscription-Key: {HEX}", "Ocp-Apim-Subscription-Key: [redacted:api-key]"),
    (f"[('x-api-key', '{MIXED}')]", "[('x-api-key', '[redacted:api-key]')]"),
    ('"api_key": "a1b2c3d4e5f6"', '"api_key": "[redacted:api-key]"'),
    ("api_key = mykey123456789abc", "api_key = [redacted:api-key]"),
    (f"API Key：{MIXED}，还是不行", "API Key：[redacted:api-key]，还是不行"),
    (f"我的key是{MIXED}", "我的key是[redacted:api-key]"),
    (f"密钥: {MIXED}", "密钥: [redacted:api-key]"),
    (f"export GEMINI_KEY={MIXED}", "export GEMINI_KEY=[redacted:api-key]"),
    (f"invalid key bce-v3/ALTAK-{MIXED[:21]}/{HEX}9f8e7d6c", "invalid key [redacted:api-key]"),
    (f"ANTHROPIC_AUTH_TOKEN=cr_{HEX}", "ANTHROPIC_AUTH_TOKEN=[redacted:token]"),
    (f'"refreshToken": "{MIXED}"', '"refreshToken": "[redacted:token]"'),
    (f"令牌：{MIXED}", "令牌：[redacted:token]"),
    ("client_secret: s3cr3tValue", "client_secret: [redacted:secret]"),
    (f"aws_secret_access_key = {MIXED}/{MIXED[:15]}", "aws_secret_access_key = [redacted:aws-key]"),
    (f"/v1beta/models?key={MIXED}&alt=sse", "/v1beta/models?key=[redacted:api-key]&alt=sse"),
    ("/v1?key=abcdefgh12345 404", "/v1?key=[redacted:api-key] 404"),
    (f"/cb?access_token={HEX}", "/cb?access_token=[redacted:token]"),
    (f"/file?X-Amz-Signature={HEX}&x=1", "/file?X-Amz-Signature=[redacted:token]&x=1"),
    (f"sessionKey={MIXED}", "sessionKey=[redacted:session-key]"),
    (f'"sessionKey": "{MIXED}"', '"sessionKey": "[redacted:session-key]"'),
    (f"Cookie: a={HEX}; b=2; c= 403", "Cookie: [redacted:cookie]; c= 403"),
    (f"curl -H 'cookie: cf={HEX}; d=e' -v", "curl -H 'cookie: [redacted:cookie]' -v"),
    (f"Set-Cookie: __cf_bm={HEX}; path=/; HttpOnly", "Set-Cookie: [redacted:cookie]; HttpOnly"),
    (f'"set-cookie": ["a={HEX}; Path=/"]', '"set-cookie": ["[redacted:cookie]"]'),
    (f"__Secure-1PSIDTS={MIXED}", "__Secure-1PSIDTS=[redacted:cookie]"),
    (f"cf_clearance={MIXED}-1700000000", "cf_clearance=[redacted:cookie]"),
    (
        f'{{"name": "SID", "value": "{MIXED}", "httpOnly": true}}',
        '{"name": "SID", "value": "[redacted:cookie]", "httpOnly": true}',
    ),
    (
        f".google.com\tTRUE\t/\tTRUE\t1790000000\tSAPISID\t{MIXED}",
        ".google.com\tTRUE\t/\tTRUE\t1790000000\tSAPISID\t[redacted:cookie]",
    ),
    (f"SAPISID\t{MIXED}\t.google.com\t/\tSession", "SAPISID\t[redacted:cookie]\t.google.com\t/\tSession"),
    (f"<apiKey>{MIXED}</apiKey>", "<apiKey>[redacted:api-key]</apiKey>"),
    (f"<api_key>\n  {HEX}\n</api_key>", "<api_key>\n  [redacted:api-key]\n</api_key>"),
    ("<password>hunter22</password>", "<password>[redacted:password]</password>"),
    (f"| API Key | {MIXED} |", "| API Key | [redacted:api-key] |"),
    (f"| **API Key** | `{HEX}` | mine |", "| **API Key** | `[redacted:api-key]` | mine |"),
    (
        f"| Site | API Key |\n|---|:---:|\n| a | {MIXED} |\n| {HEX} | `{HEX}` |\n",
        f"| Site | API Key |\n|---|:---:|\n| a | [redacted:api-key] |\n| {HEX} | `[redacted:api-key]` |\n",
    ),
    ("|账号|密码|\n|--|--|\n|bob|abc123xyz|", "|账号|密码|\n|--|--|\n|bob|[redacted:password]|"),
    (f"**API Key:** {MIXED}", "**API Key:** [redacted:api-key]"),
    ("password=hunter2", "password=[redacted:password]"),
    ("PANEL_PASSWORD=letmein!", "PANEL_PASSWORD=[redacted:password]"),
    ('"password": "correct horse battery staple"', '"password": "[redacted:password]"'),
    ("passwd: hunter2.", "passwd: [redacted:password]."),
    ("密码：abc12345", "密码：[redacted:password]"),
    ("密码是 hunter22 吗", "密码是 [redacted:password] 吗"),
    ("http://user:pass123@proxy.example.com:7890", "http://[redacted:password]@proxy.example.com:7890"),
    ("http://bob:p%40ssw0rd@proxy.example.com:80", "http://[redacted:password]@proxy.example.com:80"),
    ("postgresql://bob:a%2Fb%40c99@db/errata", "postgresql://[redacted:password]@db/errata"),
    ("http://bob:p@ssw0rd@proxy.example.com:80", "http://[redacted:password]@proxy.example.com:80"),
    ("HTTPS_PROXY=bob:hunter22@10.0.0.1:8080", "HTTPS_PROXY=[redacted:password]@10.0.0.1:8080"),
    ("ss://YWVzLTI1Ni1nY206cGFzc3Bhc3MxMjM=@192.168.1.4:8388#x", "ss://[redacted:password]@192.168.1.4:8388#x"),
    ("dial vmess://eyJhZGQiOiAiMS4yLjMuNCIsICJpZCI6ICJ1In0= failed", "dial vmess://[redacted:password] failed"),
    ("redis://:p4ssw0rd@localhost:6379", "redis://[redacted:password]@localhost:6379"),
    (f"https://{MIXED}@o1.ingest.example.io/2", "https://[redacted:password]@o1.ingest.example.io/2"),
    (
        f"https://discord.com/api/webhooks/1134557553011998840/{HEX}{HEX}",
        "https://discord.com/api/webhooks/[redacted:discord-webhook]",
    ),
    (
        f"https://hooks.slack.com/services/T0AB/B0AB/{MIXED}",
        "https://hooks.slack.com/services/[redacted:slack-webhook]",
    ),
    (
        f"-----BEGIN RSA PRIVATE KEY-----\n{MIXED}\n{MIXED}==\n-----END RSA PRIVATE KEY-----\nfoo",
        "[redacted:private-key]\nfoo",
    ),
    (f'"-----BEGIN PRIVATE KEY-----\\n{MIXED}\\n-----END PRIVATE KEY-----\\n"', '"[redacted:private-key]\\n"'),
    (
        f"-----BEGIN PRIVATE KEY-----\n{MIXED}\n{MIXED}\nand then it failed",
        "[redacted:private-key]\nand then it failed",
    ),
]

TOLD = [
    (f"my api key is {MIXED}, why 401", "my api key is [redacted:api-key], why 401"),
    (f"My API key is: {HEX}.", "My API key is: [redacted:api-key]."),
    (f'the secret key is "{MIXED}"', 'the secret key is "[redacted:api-key]"'),
    (f"Incorrect API key provided: {MIXED}.", "Incorrect API key provided: [redacted:api-key]."),
    ("Incorrect API key provided: ad9f3k2x. You can", "Incorrect API key provided: [redacted:api-key]. You can"),
    (f"my token is {MIXED}", "my token is [redacted:api-key]"),
    (f"invalid api key {MIXED} in the config", "invalid api key [redacted:api-key] in the config"),
    (f"api密钥 {HEX} 填对了吗", "api密钥 [redacted:api-key] 填对了吗"),
    (f"密钥{MIXED}不行", "密钥[redacted:api-key]不行"),
    (f"tool --api-key {MIXED} --verbose", "tool --api-key [redacted:api-key] --verbose"),
    (f"tool --verbose --token {HEX}", "tool --verbose --token [redacted:token]"),
    (f'tool --client-secret "{MIXED}"', 'tool --client-secret "[redacted:secret]"'),
    ("tool --db-password hunter22", "tool --db-password [redacted:password]"),
    ("curl -u admin:letmein! https://x.y", "curl -u admin:[redacted:password] https://x.y"),
    ("curl -v \\\n  --user 'bob:hunter2' https://x.y", "curl -v \\\n  --user 'bob:[redacted:password]' https://x.y"),
    ("my password is Hunter2024", "my password is [redacted:password]"),
    ("the password is 20240815.", "the password is [redacted:password]."),
    ("webdav pass: abc123xyz", "webdav pass: [redacted:password]"),
    ("SMTP_PASS=abc123xyz", "SMTP_PASS=[redacted:password]"),
    ("user: bob, pw: abc123xyz", "user: bob, pw: [redacted:password]"),
    ("账号 bob 密码 abc123xyz", "账号 bob 密码 [redacted:password]"),
    ("账号bob 密码abc123xyz，登不上", "账号bob 密码[redacted:password]，登不上"),
    ("口令 88664422", "口令 [redacted:password]"),
    (f"AccessKeyId={MIXED[:16]}&Action=SendSms", "AccessKeyId=[redacted:api-key]&Action=SendSms"),
    (f"bot token 123456789:AA{MIXED}aB3dE5fG7 says 401", "bot token [redacted:telegram-token] says 401"),
    (f"api.telegram.org/bot987654321:AA{MIXED}aB3dE5fG7/getMe", "api.telegram.org/bot[redacted:telegram-token]/getMe"),
]

LISTED = [
    (f'"api_keys": ["{HEX}", "{MIXED}"]', '"api_keys": ["[redacted:api-key]", "[redacted:api-key]"]'),
    (f'{{\\"apiKeys\\": [\\"{HEX}\\"]}}', '{\\"apiKeys\\": [\\"[redacted:api-key]\\"]}'),
    (f"API_KEYS={HEX},{MIXED}", "API_KEYS=[redacted:api-key],[redacted:api-key]"),
    (f"ALLOWED_TOKENS=['{MIXED}']", "ALLOWED_TOKENS=['[redacted:token]']"),
    (
        f'api-keys:\n  - {HEX}\n  - "{MIXED}" # mine\nport: 8317',
        'api-keys:\n  - [redacted:api-key]\n  - "[redacted:api-key]" # mine\nport: 8317',
    ),
    (
        f'"api_key_mistralai": [\n {{\n "id": "a", "value": "{MIXED}", "active": true\n }}\n ]',
        '"api_key_mistralai": [\n {\n "id": "a", "value": "[redacted:api-key]", "active": true\n }\n ]',
    ),
]

PERSONAL = [
    ("mail alice.wang+x@gmail.com now", "mail [redacted:email] now"),
    ("邮箱：zhangsan@qq.com，谢谢", "邮箱：[redacted:email]，谢谢"),
    ("bot@my-project.iam.gserviceaccount.com", "[redacted:email]"),
    ("jürgen@web.de, hans@müller.de", "[redacted:email], [redacted:email]"),
    ("bob@公司.中国，谢谢", "[redacted:email]，谢谢"),
    ("写信到zhang.san@示例.公司。", "写信到[redacted:email]。"),
    ("bob@邮箱.com吧，bob@example.com邮箱", "[redacted:email]吧，[redacted:email]邮箱"),
    ("bob@xn--fiqs8s.xn--fiqs8s bounced", "[redacted:email] bounced"),
    ("Привет, пишите на почта@пример.рф", "Привет, пишите на [redacted:email]"),
    ("?user=alice%40mail.example", "?user=[redacted:email]"),
    ("我的手机13812345678", "我的手机[redacted:phone]"),
    ("手机：138-1234-5678", "手机：[redacted:phone]"),
    ("+86 138 1234 5678", "[redacted:phone]"),
    ("电话+8613812345678。", "电话[redacted:phone]。"),
    ("call +1 (415) 555-2671", "call [redacted:phone]"),
    ("+44 20 7946 0958", "[redacted:phone]"),
    ("１３８１２３４５６７８", "[redacted:phone]"),
    (r"C:\Users\alice\AppData", r"C:\Users\[redacted:user-name]\AppData"),
    (r"C:\\Users\\alice\\AppData", r"C:\\Users\\[redacted:user-name]\\AppData"),
    (r"c:/users/alice/app", r"c:/users/[redacted:user-name]/app"),
    (r"C:\Users\John Smith\AppData", r"C:\Users\[redacted:user-name]\AppData"),
    (r"in C:\Users\bob or /tmp", r"in C:\Users\[redacted:user-name] or /tmp"),
    (r"C:\Users\张三\Desktop", r"C:\Users\[redacted:user-name]\Desktop"),
    (r"C:\\Users\\\u5f20\u4e09\\x", r"C:\\Users\\\[redacted:user-name]\\x"),
    (r"\\SERVER01\Users\alice\x", r"\\SERVER01\Users\[redacted:user-name]\x"),
    (r"\\wsl$\Ubuntu\home\alice\x", r"\\wsl$\Ubuntu\home\[redacted:user-name]\x"),
    (r"D:\Documents and Settings\alice\x", r"D:\Documents and Settings\[redacted:user-name]\x"),
    (r"C:\用户\alice\x", r"C:\用户\[redacted:user-name]\x"),
    ("/home/alice/ST/server.js:12", "/home/[redacted:user-name]/ST/server.js:12"),
    ("at x (/home/alice/x.js:1:2)", "at x (/home/[redacted:user-name]/x.js:1:2)"),
    ("file:///Users/alice/x.js", "file:///Users/[redacted:user-name]/x.js"),
    ("file:///C:/Users/alice/x.js", "file:///C:/Users/[redacted:user-name]/x.js"),
    ("/mnt/c/Users/alice/x", "/mnt/c/Users/[redacted:user-name]/x"),
    ("/var/home/alice/x", "/var/home/[redacted:user-name]/x"),
    ("ETIMEDOUT 104.18.7.192:443", "ETIMEDOUT [redacted:ip-address]:443"),
    ("api.openai.com/104.18.7.192:443", "api.openai.com/[redacted:ip-address]:443"),
    ("http://45.76.12.34:3000/v1", "http://[redacted:ip-address]:3000/v1"),
    ("当前 ip：203.0.113.7", "当前 ip：[redacted:ip-address]"),
    ("from 2001:db8:85a3::8a2e:370:7334", "from [redacted:ip-address]"),
    ("[2606:4700:4700::1111]:443", "[[redacted:ip-address]]:443"),
]

KEPT = """
Incorrect API key provided: sk-abc***def. You can find your API key at https://platform.openai.com/account/api-keys.
Incorrect API key provided: sk-proj-********************************************AbCd
Incorrect API key provided: sk-xxxx****xxxx
[sk-Ab3***x9Z] 该令牌额度已用尽
sk-xxxx sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx sk-ant-sid01-… (sk-ant-oat…)
Permission denied: Consumer 'api_key:AIzaSyxxxxxxxx' has been suspended.
AIzaSyXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
sk-your-api-key-here
"api_key": "YOUR_API_KEY"
OPENAI_API_KEY=sk-xxx
api_key=os.environ["OPENAI_API_KEY_2"]
Authorization: Bearer $TOKEN
Authorization: Bearer <token>
Missing bearer or basic authentication in header
Authorization header (Bearer scheme), x-api-key header, x-goog-api-key header
The bearer token included in the request is invalid.
invalid x-api-key
{"error":{"message":"Authentication Fails, Your api key: ****_KEY is invalid"}}
password: incorrect
Invalid password
"password": "required"
API_PASSWORD=xxxx
密码错误
Invalid Cookie: Restricted/Warning: until UTC 2026-03-02 08:15:00
无效的令牌 (request id: 20250720182654457470344fBdI4eO0)
request id: 2025121521151664761470129816750
"request_id":"req_011CSHoEeqs5C35K2UUqR7Fy"
"request_id":"13812345678"
toolu_01JLpBvrkaJHBDU3z3cWqtyv chatcmpl-9f8e7d6c5b4a39281706
Trajectory ID: c04dd138-79d9-4986-ab13-2fa2b72cfdb0
traceid: 9f8e7d6c5b4a39281706f5e4d3c2b1a0
https://github.com/mirrorange/clove/blob/0bdbbb4867d0b619cfabc8d04dad2afb714f80dc/app/core/x.py
https://discord.com/channels/1134557553011998840/1429503404401500123/1500429403404503001
organization org-aB3dE5fG7hI9kL1mN3oP5qR7
key: "service" value: "generativelanguage.googleapis.com"
"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"
SyntaxError: Unexpected token 'e', "event: message" is not valid JSON
max_tokens=4096 prompt tokens: 123456 total_tokens: 13912345678
timestamp 1700000000000 time=17000000000 duration: 13912345678
projects/13812345678/locations 13812345678901 port 13812 1.13812345678
QQ群 13812345678
2026-03-02T08:15:00+08:00 +0800 UTC+8
version 1.2.3.4 v1.2.3.4 版本 1.2.3.4 requests==2.31.0.1 foo-1.2.3.4.tgz
Chrome/120.0.0.0 Safari/537.36 1.2.840.113549.1.1 300.1.2.3
127.0.0.1:8000 192.168.1.5 10.0.0.3 172.16.0.9 172.31.255.1 0.0.0.0:7860 169.254.169.254 198.18.0.5 100.64.0.1
::1 fe80::1 fd00::1234:5678 std::vector 12:34:56 aa:bb:cc:dd:ee:ff 2026:03:02
/data/data/com.termux/files/home/SillyTavern/server.js
/root/SillyTavern /home/user/x /home/node/app/server.js /home/runner/work /home/$USER/x /home/...
C:\\Users\\Public\\x C:\\Users\\<name>\\x C:\\Users\\%USERNAME%\\x C:\\Users\\Administrator\\x C:\\Users\\xxx\\x
https://example.com/home/index.html https://github.com/users/alice GET /home/index 404
npm ERR! openai@4.56.0 react@19.0.0-rc.beta
@anthropic-ai/sdk node_modules/@types/node@18.0.0 git@github.com:user/repo.git
support@anthropic.com gemini-code-assist-user-feedback@google.com
task-3f2a9c1d4e5b6a7c8d9e0f1a2b3c4d5e disk-usage-analyzer-2024 sk-learn-intelex-2024
api key not valid. api key is not valid, my api key is correct, API key is invalid_request_error
my api key is from AI Studio; my api key is deepseek-chat-v3.1-terminus
API key provided. API key 2025121521151664761470129816750 API key req_011CSHoEeqs5C35K2UUqR7Fy
Invalid API key request_id=c04dd138-79d9-4986-ab13-2fa2b72cfdb0
api密钥 无效 密钥sk-xxxx 密钥 gemini-2.5-flash-preview-05-20 密钥 YOUR_API_KEY_GOES_HERE
password is wrong, password is required, my password is correct-horse, the password is SHA256-hashed
Password is 8 to 16 characters long. password is base64encoded, the password is E11
密码 错误 密码 error 密码md5加密 密码 INVALID_PASSWORD_400 密码8位以上 账号 密码 401
--- PASS: TestRetryOn429 (0.02s) --- PASS: TestUint32/JSON PASS: Example_x2 pass: instead pass: 42/42 bypass: abc123xyz
two-pass: x264 compass: abc123xyz pw: none
docker run -u 1000:1000 -u node:hunter22 image
curl -u user:password https://x.y curl -u $USER:$PASS https://x.y
--token prices --api-key header --max-output-token 4096 --sort-key created_at --password must be given
npm install --save-dev app-settings-page app-router-navigation-container
app-0bdbbb4867d0b619cfabc8d04dad2afb714f80dc.js
app-settings-page app-a1b2c3d4 app-7d9f8b6c5d-x2x4z my-app-6f7d8c9b5d-abcde app-xxxxxxxxxxxxxxxxxxxxxxxx
pat_settings sess-1234 fw_center key_load_balancing SG.sendMail ntn_page rk_test_mode sbp_client lin_api_client
a.com\tTRUE\t/\tFALSE\t0\tlang\ten-us-and-more\tsid\tsomething-else\tx
wss://gateway.discord.gg ss://example.com vmess://settings_of_the_node
docker pull app:v1.2@sha256:12345 at foo:barbaz@1.2.3 root@10.0.0.1:22
jina_embeddings_v3 vck_ cr_create ms-vscode.cpptools ms-python ms-office:spreadsheet cpk_ bce-v3/ALTAK-xxx
13:45:10:AA 12345678:AAPL LTAIxxxxxxxxxxxxxxxx AKIDxxxxxxxx
commit 0bdbbb4867d0b619cfabc8d04dad2afb714f80dc key_id 0bdbbb4867d0
E11000 duplicate key error ORA-01017 invalid username/password key is too long
claude-3-5-sonnet-20241022 gemini-2.5-flash-preview-05-20 deepseek-r1-distill-qwen32b
http://localhost:8000/node_modules/@types/x.js https://example.com:8443/@user git+ssh://git.example.com:me/x.git@v1
max_tokens: 4096, request id: 20250720182654457470344fBdI4eO0
unrecognized_keys: ["additionalProperties", "generationConfig.responseSchema"] Unexpected tokens: ['<|im_start|>']
Incorrect API key provided: aB3dE5fG7hI9kL1mN3o***********oP5q. Incorrect API key provided: fk12****5678
Incorrect API key provided: YOUR_API_KEY. No API key provided: undefined
<Code>NoSuchKey</Code><Key>9f8e7d6c5b4a39281706f5e4d3c2b1a0</Key> <token>missing</token> | token | required |
echo $API_KEY | sha256sum | cut -c1-8; a@群里的人.哈哈 @管理员.中国
API_KEYS=your-api-key-1-here,your-api-key-2-here
""".strip().split("\n")


@pytest.mark.parametrize(("text", "masked"), NAMED + TOLD + LISTED)
def test_named_secrets_are_masked(text: str, masked: str) -> None:
    found = redact(text)
    assert found.text == masked
    assert set(found.kinds) <= SECRET_KINDS


@pytest.mark.parametrize(
    "secret",
    [
        "sk-ant-api03-" + "A" * 95,
        "sk-ant-sid01-abcdefghijklmnop-qrstuvwx",
        "sk-proj-abcdefghijklmnopqrstuvwxyz",
        "sk-1234567890abcdef1234567890abcdef",
        "sk-abcd1234efgh5678",
        "AIzaSy" + "A" * 33,
        "ghp_" + "a" * 36,
        "hf_abcdefghijklmnopqrstuvwxyzABCDEF12",
        "AKIAIOSFODNN7EXAMPLE",
    ],
)
def test_dull_secrets_are_secrets(secret: str) -> None:
    found = redact(f"Incorrect API key provided: {secret}.")
    assert secret not in found.text
    assert set(found.kinds) <= SECRET_KINDS
    assert found.kinds


@pytest.mark.parametrize("text", ["AKIAFVKGPPPOIIWKVZ\n36", "ASIACIGCMDZYFM\r\n    AKMNJK"])
def test_a_broken_id_of_amazon_that_reads_like_words_is_masked(text: str) -> None:
    assert redact(f"key id: {text}\nError") == Redaction("key id: [redacted:aws-key]\nError", ("aws-key",))


@pytest.mark.parametrize("before", ["app-", "my-app-", "key_", "ms-", "cr_"])
def test_a_secret_behind_the_marker_of_another_is_found(before: str) -> None:
    found = redact(f"{before}sk-proj-{MIXED}-{MIXED}")
    assert found == Redaction(f"{before}[redacted:openai-key]", ("openai-key",))


@pytest.mark.parametrize(("text", "masked"), PERSONAL)
def test_personal_data_are_masked_and_no_leak_to_warn_of(text: str, masked: str) -> None:
    found = redact(text)
    assert found.text == masked
    assert len(found.kinds) == 1
    assert not set(found.kinds) & SECRET_KINDS


@pytest.mark.parametrize("text", KEPT)
def test_what_tells_errors_apart_stays(text: str) -> None:
    assert redact(text) == Redaction(text, ())


def test_a_key_in_a_longer_paste() -> None:
    paste = (
        "怎么解决\n"
        "POST https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent"
        "?key=AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q 429\n"
        r"    at C:\Users\alice\SillyTavern\server.js:12 (104.18.7.192)"
    )
    assert redact(paste) == Redaction(
        "怎么解决\n"
        "POST https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent"
        "?key=[redacted:google-key] 429\n"
        r"    at C:\Users\[redacted:user-name]\SillyTavern\server.js:12 ([redacted:ip-address])",
        ("google-key", "ip-address", "user-name"),
    )


def test_masking_lays_bare_nothing_new() -> None:
    found = redact("a@b.com13812345678 13812345678")
    assert "13812345678" not in found.text
    assert redact(found.text) == Redaction(found.text, ())


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800 429", "a\udc00\0b", "İ" * 40 + " password=hunter2"])
def test_odd_texts_are_survived(text: str) -> None:
    found = redact(text)
    assert found.text.replace("[redacted:password]", "hunter2") == text


def test_kinds_are_fit_for_marks_and_settings() -> None:
    assert SECRET_KINDS < KINDS
    assert all(kind.replace("-", "").isalnum() and kind == kind.lower() for kind in KINDS)


@given(
    st.from_regex(r"[a-z][a-z0-9]{3,12}", fullmatch=True), st.sampled_from(["qq.com", "163.com", "mail.example.org"])
)
def test_no_address_survives(name: str, host: str) -> None:
    assert f"{name}@{host}" not in redact(f"contact:{name}@{host} ok").text or name in {"support", "help", "info"}


@given(st.integers(3, 9), st.integers(0, 10**9 - 1), st.sampled_from(["", " ", "-"]))
def test_no_mobile_number_survives(second: int, rest: int, gap: str) -> None:
    digits = f"1{second}{rest:09d}"
    number = gap.join((digits[:3], digits[3:7], digits[7:]))
    assert redact(f"加我 {number} 详聊").text == "加我 [redacted:phone] 详聊"


@given(st.ip_addresses(v=4).filter(lambda address: address.is_global and not address.is_multicast))
def test_no_public_address_survives(address: object) -> None:
    assert redact(f"connect ECONNREFUSED {address}:443").text == "connect ECONNREFUSED [redacted:ip-address]:443"


@given(st.ip_addresses(v=6, network="2000::/3"))
def test_no_public_v6_address_survives(address: object) -> None:
    assert redact(f"connect ECONNREFUSED {address} - x").text == "connect ECONNREFUSED [redacted:ip-address] - x"


def test_a_long_log_keeps_its_trouble_and_still_tells_of_a_key_elsewhere():
    key = "sk-proj-" + "Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z" * 2
    noise = "2026-05-01 10:00:00 INFO served /v1/models in 12 ms\n" * 500
    log = f"{noise}using {key}\n{noise}2026-05-01 ERROR 429 RESOURCE_EXHAUSTED\n{noise}"
    redaction = redact_paste(log)
    assert "RESOURCE_EXHAUSTED" in redaction.text
    assert key not in redaction.text
    assert len(redaction.text) < 2_000
    assert set(redaction.kinds) & SECRET_KINDS


def test_a_short_paste_is_kept_whole():
    assert redact_paste("ERROR 429").text == "ERROR 429"


@given(st.text() | st.text(alphabet="İIı\u0307Σς"))
def test_lower_case_keeps_every_character_in_its_place(text):
    lowered = lower_in_place(text)
    assert len(lowered) == len(text)
    for before, after in zip(text, lowered, strict=True):
        assert after in {before.lower(), "i", "ς", "σ"}
