"""Commands and listeners. Thin: they translate between Discord and the rooms below."""
