"""The catalogue as code sees it: model, loading, lint, writing back."""
