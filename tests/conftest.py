"""What holds for all tests."""

import os

# Nothing is kept in the user's cache folder, and nothing read from there, by other programs that are started neither.
os.environ["READERAPP_CACHE"] = ""
