"""Errata: a support desk for Discord that recognises pasted errors and says who says so."""
