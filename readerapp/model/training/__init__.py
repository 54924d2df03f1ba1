"""Making the model from parallel text. Nothing here is needed to use it."""
