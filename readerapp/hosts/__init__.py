"""Other programs that ask for an audit, each with a thin room of its own."""
