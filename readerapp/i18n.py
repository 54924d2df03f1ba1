"""Messages in the user's language, through gettext catalogues in `readerapp/locale/`.

Message ids are the English texts. The language is chosen once, by `set_language`, before anything is shown.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LANGUAGES = ("en", "fr")
"""Languages of the interface; English is the language of the message ids."""

_catalogue: NullTranslations = NullTranslations()
_language = "en"


def language_from_locale(environ: Mapping[str, str] = os.environ) -> str:
    """The interface language that the POSIX locale variables ask for, `en` when they ask for another one."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            # LANGUAGE lists several languages; the first one that we have is meant.
            wished = (re.split(r"[_.@]", one)[0].lower() for one in value.split(":"))
            return next((language for language in wished if language in LANGUAGES), "en")
    return "en"


def set_language(language: str) -> None:
    """Use the catalogue of `language` (one of `LANGUAGES`; another one falls back to English)."""
    global _catalogue, _language
    _language = language if language in LANGUAGES else "en"
    catalogue = Path(__file__).parent / "locale" / _language / "LC_MESSAGES" / "readerapp.mo"
    if _language != "en" and catalogue.is_file():
        with catalogue.open("rb") as stream:
            _catalogue = GNUTranslations(stream)
    else:
        _catalogue = NullTranslations()


def get_language() -> str:
    """The interface language now in use."""
    return _language


def _(message: str) -> str:
    """The message in the user's language."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message in the user's language, in the plural form that `number` asks for."""
    return _catalogue.ngettext(singular, plural, number)
