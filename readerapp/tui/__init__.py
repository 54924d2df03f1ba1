"""The terminal application: reading and reviewing, made with Textual."""
