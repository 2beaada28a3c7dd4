"""The REST API: one module for each part of it, joined by the router."""
