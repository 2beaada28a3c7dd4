"""The settings panel: one message on which managers change everything, and see it at once."""
