"""`/settings`: what managers of a server decide, by commands and on the panel."""
