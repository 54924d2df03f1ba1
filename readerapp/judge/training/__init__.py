"""Fitting the models that weigh what the rules propose."""
