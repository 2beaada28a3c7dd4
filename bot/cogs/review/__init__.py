"""The maintainers' side: the queue of unknown errors, drafts, and telling people."""
