"""What must not be shown: how secrets and personal data are found in a text. `bot.text.redact` is the face."""
