"""The maintainers' loop: from unknown errors to published answers."""
