### English. Short, friendly, fit for a phone.

## Cards

card-steps = What to do
card-blame = Where it comes from
card-retry = Does a retry help?
card-sources = Sources
card-tell-apart = How to tell them apart
card-messages = What it looks like
card-candidates = Candidates
card-nearest = Closest known errors
card-footer = Checked { $date } · { $id }
card-footer-overlay = Added by this community { $date } · { $id }
card-guess-title = Probably: { $title }
card-choice-title = It is one of these
card-choice-body = The text alone doesn't settle it. Compare, then choose the one that fits.
card-choice-line = { $title }: { $cause }
named-value = { $name }: { $value }
card-system-title = Which service or channel do you use?
card-system-body = The same text comes from several places, and what helps depends on which. Choose yours.
card-system-through = Through a relay: choose the maker of the model.
card-system-unsure = Not sure? Choose "I don't know".
card-find-out-title = How to see what you use
card-find-out-body = Look in your program under the connection: source, address and key tell it. Then choose in the answer above.
card-find-out = Signs
card-unmatched-title = I don't know this error yet
card-unmatched-body = It is an error, but none I have an answer for.
card-unmatched-listed = It is an error, but none I have an answer for. I've put it on the maintainers' list.
card-full-error = Get the full error, it often decides
card-full-error-client = SillyTavern on a computer: press F12, open Console or Network, send again, copy the red text. The terminal window shows it too.
card-full-error-phone = Phone (Termux): the full text is in the Termux window; hold to select and copy it.
card-silent-title = I see no error here
card-silent-body = Paste the error itself (the red text or the JSON), not a description of it.

blame-user = Your settings
blame-account = Your account or key
blame-channel = The channel or model chosen
blame-upstream = The provider
blame-relay = The relay or proxy
blame-network = The network
blame-client = The program you use

retry-never = No
retry-later = Yes, later
retry-after-fix = Only after the fix

## Facts from the paste

fact-code = Error
fact-model = Model
fact-limit = Limit
fact-used = Used
fact-requested = Requested
fact-max = Maximum
fact-quota = Quota
fact-metric = Metric
fact-name = Name
fact-tool = Tool
fact-param = Parameter
fact-host = Host
fact-port = Port
fact-path = Path
fact-retry-after = Try again
fact-reset = Resets

duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
duration-hours = { $count } h
duration-minutes = { $count } min
duration-seconds = { $count } s
duration-join = { $first } { $second }

## Buttons, menus and what they say

button-helped = 👍 Helped
button-not-helped = 👎 Didn't help
button-wrong = Not my error
button-details = Details
button-tongue = English
button-close = ✖ Close
button-report = Report it
button-erase = Delete everything
menu-pick = Which one is it?
menu-instead = Which one fits better?
menu-system = Where does it come from?
menu-system-unknown = I don't know, how do I find out?
menu-none = None of these, report it
vote-thanks = Thanks, noted.
vote-sorry = Sorry that it didn't help. Does one of these fit better? If not, report it and the maintainers will look.
wrong-answer = Then let's find the right one. Does one of these fit? If not, report it and the maintainers will look.
answered-already = This error was answered a moment ago: { $url }
system-ignored = I know no system { $name }, so I looked without it. Pick one from the list while typing.
entry-unknown = There is no such entry. Pick one from the list while typing.

## Secrets

secret-warning = ⚠️ That message shows a key or token. Revoke it now and make a new one; deleting the message is not enough, others may have read it.
secret-warning-other = ⚠️ That message shows a key or token. Tell its author to revoke it now; deleting the message is not enough.
secret-removed = ⚠️ A message with a key or token was removed here. Whoever wrote it: revoke the key now, others may have read it.
secret-removed-title = ⚠️ A message with a key or token was removed here, but the title of this post still shows one: please change the title. Revoke the key now, others may have read it.
secret-masked = ⚠️ There was a key or token in it. It is masked in the report; revoke it all the same.

## Forms

form-error-title = Paste the error
form-error-text = Error text
form-error-text-hint = The whole error, as it is. Keys are masked before anything else happens.
form-error-placeholder = Error: 429 RESOURCE_EXHAUSTED ...
form-error-files = Or a log file
form-report-title = Report an unknown error
form-report-text = Error text
form-report-text-hint = The whole error, as it is. Keys are masked.
form-report-system = Where does it come from?
form-report-system-placeholder = Choose, or leave it empty
form-report-client = Program and version
form-report-client-placeholder = SillyTavern 1.13.4, staging
form-report-actions = What did you do before it came?
form-report-files = Log file

## Reports

report-filed = Thank you. Your report has the number **{ $number }**.
report-known = By the way, this one is known:
report-others = { $count ->
    [one] One more paste of the same error came before yours.
   *[other] { $count } pastes of the same error came before yours.
}
note-report-title = Report { $number }
note-system = System
note-client = Program
note-actions = What was done
note-known = Known as
note-others = Pastes like it

## Refusals

refusal-empty = There is nothing to read. Paste the error itself or attach the log.
refusal-too-big = That file is too big. Cut out the part with the error, some hundred lines are enough.
refusal-binary = That file isn't text. Attach the log as .txt or .log.
refusal-unreadable = I couldn't read that file. Try again, or paste the text.
refusal-image-too-big = That image is too big. Crop it to the error, or paste the text.
refusal-image-unreadable = I couldn't read that image. Try another one, or paste the text.
refusal-image-textless = I see no text on that image. Crop it to the error, or paste the text.
refusal-image-slow = Reading that image took too long. Crop it to the error, or paste the text.
refusal-image-busy = Too many images at once. Try again in a minute, or paste the text.
refusal-no-ocr = I can't read images here. Please paste the text of the error.
refusal-missing = That file is gone. Attach it again.
refusal-cut-off = The file broke off while I fetched it. Try again, or paste the text.
refusal-slow = Fetching the file took too long. Try again, or paste the text.

## Faults

fault-permission = You need the permission to manage this server for that.
fault-guild-only = That works only in a server.
fault-too-slow = That took me too long. Please try once more.
fault-stale-command = This command changed. Reload Discord (Ctrl+R) and try again.
fault-storage = I can't reach my memory right now, nothing was saved. Please try again in a minute.
fault-forbidden = Discord doesn't let me do that here. A moderator can see what is missing with /settings check.
fault-unknown = Something went wrong on my side. It is in the log; please try again.
fault-too-old = That answer is too old for this button. Paste the error again.
fault-entry-gone = That entry is no longer in the catalogue. Paste the error again.
fault-restarted = I was restarted while the form was open. Please open it again and send it once more.
fault-not-yours = Only the person who asked, or a moderator, can do that.

## Settings

settings-title = Settings of this server
panel-note = Every change holds at once. Only you see this message.
panel-channels = Channels in which I answer by myself
panel-watch-none = Choose channels or forums
panel-channel = Set up #{ $channel }
panel-mode = In that channel
panel-system = Errors there come from
panel-no-system = many places
panel-quiet = Quiet hours
panel-no-quiet = none
panel-answers = Answers
panel-maintainers = Maintainers
panel-maintainers-none = Channel for unknown errors and reports
panel-role-none = Role that may write answers
panel-data = Data and keys
settings-field-channels = Watched channels
settings-field-language = Language
settings-field-taste = When I answer by myself
settings-field-cooldown = Same error again after
settings-field-zone = Time zone of quiet hours
settings-field-maintainers = Maintainers
settings-field-secrets = Remove messages with keys
settings-field-ocr = Read screenshots
settings-field-react = ❔ under unknown errors
settings-field-reviewers = A second person approves answers
settings-field-solved = Solved tag on forum posts
settings-field-retention = Samples are kept
settings-channel-line = { $channel } · { $mode }
settings-channel-quiet = quiet { $hours }
settings-patterns = By the operator: { $patterns }
settings-none = none
settings-never = at once
settings-on = yes
settings-off = no
settings-minutes = { $count } min
settings-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
settings-watching-answer = I now answer errors in { $channel } by myself.
settings-watching-sure = I now answer errors in { $channel } by myself where I am sure.
settings-watching-commands = I keep quiet in { $channel } unless somebody asks me.
settings-unwatched = I no longer read along in { $channel }.
settings-not-watched = { $channel } has no settings.
settings-missing = ⚠️ There I still lack: { $permissions }
settings-no-channel = I can't read along in that kind of channel. Choose a text channel, a forum or a thread.
settings-no-system = There is no such system. Pick one from the list while typing.
settings-quiet = 🌙 There I say nothing by myself at { $hours } ({ $zone }; /settings timezone changes that). Whoever asks is answered, and I still warn of keys.
settings-no-quiet = There are no quiet hours there.
settings-bad-quiet = { $text } are no quiet hours. Write when they begin and end on a 24-hour clock, such as 22:00-08:00, or off.
settings-no-zone = I know no time zone { $name }. Write its name in the IANA table, such as Asia/Shanghai or Europe/Berlin.
settings-zone-near = Did you mean { $names }?
mode-answer = answers errors
mode-sure = answers when sure
mode-commands = only when asked
taste-quiet = only when sure
taste-normal = when it is an error I know
taste-eager = also when several fit
language-auto = as people write
language-zh-cn = 简体中文
language-zh-tw = 繁體中文
language-en = English
permission-view-channel = View Channel
permission-send-messages = Send Messages
permission-send-messages-in-threads = Send Messages in Threads
permission-embed-links = Embed Links
permission-read-message-history = Read Message History
permission-add-reactions = Add Reactions
permission-manage-messages = Manage Messages
permission-manage-threads = Manage Threads and Posts
permission-attach-files = Attach Files
check-title = Permissions
check-fine = ✅ { $channel }
check-missing = ⚠️ { $channel }: { $permissions }
check-gone = ❌ { $channel } is gone or hidden from me
check-quiet = 🌙 { $channel } has quiet hours now: { $hours } ({ $zone })
check-no-zone = ⚠️ The machine I run on doesn't know the time zone { $zone }, so quiet hours are counted in UTC. Whoever runs me can install tzdata.
check-nothing = No channel is watched yet. Start with /settings watch.

## Privacy, help, about, welcome

privacy-title = What I keep
privacy-text =
    Keys, tokens, e-mail addresses and the like are masked before anything else happens with a paste.
    - Look-ups: which error, when, where; your account only as a keyed hash. No text.
    - Errors nobody knows: the masked text, for { $days } days.
    - Reports: what you wrote into the form, and your account, to tell you when it becomes known. As long.
    - Votes and which message answers which.
    Where maintainers read errors and reports, their messages go or lose your text at the same time.
    /privacy export gives you all of it, /privacy delete removes it.
privacy-exported = { $rows ->
    [one] Everything I have about you: { $rows } row.
   *[other] Everything I have about you: { $rows } rows.
}
privacy-sure = This deletes everything I have about you: look-ups, samples, reports and votes. It can't be undone.
privacy-erased = { $rows ->
    [one] Done: { $rows } row deleted.
   *[other] Done: { $rows } rows deleted.
}
help-title = What I can do
help-paste = Paste an error in a watched channel: I answer if I know it and keep quiet if not.
help-error = **/error**: ask anywhere, with text, a log file, or neither for a form. *private* hides the answer.
help-menu = Hold or right-click a message › Apps › **Diagnose error**.
help-mention = Reply to somebody's paste and mention me.
help-entry = **/entry**: post a known answer by hand.
help-report = **/report-new**: an error nobody knows? Tell the maintainers.
help-privacy = **/privacy**: see or delete what I keep about you.
about-title = Errata
about-text =
    I recognise pasted errors of LLM services and programs and say what they mean, what to do and who says so.
    Version { $version } · { $entries } errors of { $systems } systems · last checked { $newest }
    What I keep: /privacy info
about-policy = [Privacy policy]({ $url })
welcome = Hello! I recognise pasted API errors and answer with cause, steps and sources. Start with **/settings watch** in the channel where people ask; **/help** shows the rest.

## Commands

command-error-name = error
command-error = Explain a pasted error
command-error-text-name = text
command-error-text = The error as it is; leave it out for a bigger field
command-error-file-name = file
command-error-file = A log or text file
command-error-system-name = system
command-error-system = Where the error comes from, if you know
command-error-private-name = private
command-error-private = Show the answer only to me
command-menu-diagnose = Diagnose error
command-entry-name = entry
command-entry = Post a known answer by hand
command-entry-query-name = query
command-entry-query = Title, wording or id
command-report-name = report-new
command-report = Report an error that nobody knows yet
command-help-name = help
command-help = What this bot can do
command-about-name = about
command-about = Version, catalogue and data
command-privacy-name = privacy
command-privacy = What is kept about you
command-privacy-info-name = info
command-privacy-info = What is kept and for how long
command-privacy-export-name = export
command-privacy-export = Download everything that is kept about you
command-privacy-delete-name = delete
command-privacy-delete = Delete everything that is kept about you
command-settings-name = settings
command-settings = How the bot behaves in this server
command-settings-watch-name = watch
command-settings-watch = Answer errors in a channel by itself
command-settings-watch-channel = Channel, forum or thread; this one if left out
command-settings-watch-mode = When to answer
command-settings-watch-system = Where errors in this channel usually come from
command-settings-watch-quiet = Hours in which I speak only when asked, such as 22:00-08:00; off for none
command-settings-mode-answer = Answer errors
command-settings-mode-sure = Answer only when sure
command-settings-mode-commands = Only when asked
command-settings-unwatch-name = unwatch
command-settings-unwatch = Stop reading along in a channel
command-settings-taste-name = sensitivity
command-settings-taste = How readily the bot answers by itself
command-settings-taste-level = Level
command-settings-taste-quiet = Quiet: only when sure
command-settings-taste-normal = Normal
command-settings-taste-eager = Eager: also when several fit
command-settings-cooldown-name = cooldown
command-settings-cooldown = How long the same error in a channel is not answered again
command-settings-cooldown-minutes = Minutes; 0 means it is answered every time
command-settings-zone-name = timezone
command-settings-zone = The time zone in which quiet hours are counted
command-settings-zone-zone = Name such as Asia/Shanghai; type a city
command-settings-language-name = language
command-settings-language = The language of answers in this server
command-settings-language-language = Language
command-settings-language-auto = As people write
command-settings-maintainers-name = maintainers
command-settings-maintainers = Where reports go; nothing chosen switches it off
command-settings-maintainers-channel = Channel for reports
command-settings-maintainers-role = Role of the maintainers
command-settings-secrets-name = secrets
command-settings-secrets = Whether messages that show keys are removed
command-settings-secrets-remove = Remove them (needs Manage Messages)
command-settings-retention-name = retention
command-settings-retention = How long samples of unknown errors are kept
command-settings-retention-days = Days
command-settings-show-name = show
command-settings-show = Show all settings
command-settings-panel-name = panel
command-settings-panel = All settings on one message
command-settings-check-name = check
command-settings-check = Which permissions are missing where
