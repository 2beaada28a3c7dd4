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
card-choice-title = It is one of these
card-choice-body = The text alone doesn't settle it. Compare, then choose the one that fits.
card-choice-line = { $title }: { $cause }
card-unmatched-title = I don't know this error yet
card-unmatched-body = It is an error, but none I have an answer for. I've put it on the maintainers' list.
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

slot-model = the model
slot-limit = the limit
slot-unknown = …

duration-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
duration-hours = { $count } h
duration-minutes = { $count } min
duration-seconds = { $count } s
duration-join = { $first } { $second }
