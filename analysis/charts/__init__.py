"""A tidy table becomes Axes."""
