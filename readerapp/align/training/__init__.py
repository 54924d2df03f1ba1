"""Fitting the scorer on aligned news. Nothing here is needed to align."""
