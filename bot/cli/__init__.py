"""The doors for people at a terminal."""
