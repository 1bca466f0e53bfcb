"""A corpus becomes tidy tables."""
