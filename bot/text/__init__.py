"""Pure functions on text: redact, normalise, window, signals, language. The lowest floor; no I/O."""
