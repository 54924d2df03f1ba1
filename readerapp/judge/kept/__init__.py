"""Audits that are kept, so that a pair that was opened before opens at once.

What is kept is found again by its key, a digest of all that decides the result. A text, a table or a program that
changed has another key: nothing that is kept can be out of date, and whatever is lost is only made again.
"""

from readerapp.judge.kept.form import decode, encode
from readerapp.judge.kept.key import Where, audit_key
from readerapp.judge.kept.opening import Cancelled, Opened, open_pair
from readerapp.judge.kept.store import Glance, Kept

__all__ = [
    "Cancelled",
    "Glance",
    "Kept",
    "Opened",
    "Where",
    "audit_key",
    "decode",
    "encode",
    "open_pair",
]
