"""Keys of paid services: from the environment, or from the keyring of the system. They are never shown."""

from __future__ import annotations

import os
from collections.abc import Sequence

SERVICE = "readerapp"
"""Under which the keyring knows our keys; the name of the user is that of the provider."""


def key_of(provider: str, variables: Sequence[str]) -> str:
    """The key of a provider; empty where there is none."""
    for variable in variables:
        if key := os.environ.get(variable, "").strip():
            return key
    return _from_keyring(provider)


def _from_keyring(provider: str) -> str:
    try:
        import keyring
    except ImportError:
        return ""
    try:
        return (keyring.get_password(SERVICE, provider) or "").strip()
    except Exception:  # each system has a keyring of its own, and errors of its own
        return ""
