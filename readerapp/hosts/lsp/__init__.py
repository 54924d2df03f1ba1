"""A server for editors: what an audit finds, shown in the French text as it is typed (Language Server Protocol)."""
