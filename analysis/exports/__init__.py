"""Axes and tables become files that can leave the notebook."""
