"""Machine translation as a help: what a provider makes of the originals, in French.

It is off unless a provider is named. Nothing leaves the machine before the user has said so once for that provider;
what came back is kept and never asked for again. No library for it is loaded before something is asked.
"""

from readerapp.translate.cache import Cache
from readerapp.translate.consent import Consent, not_allowed, told
from readerapp.translate.providers import OFF, Limits, Provider, find_provider, providers
from readerapp.translate.trouble import Busy, Refused, Unfit
from readerapp.translate.witness import Witness
from readerapp.translate.work import Clock, Translations, clean, translate_sentences

__all__ = [
    "OFF",
    "Busy",
    "Cache",
    "Clock",
    "Consent",
    "Limits",
    "Provider",
    "Refused",
    "Translations",
    "Unfit",
    "Witness",
    "clean",
    "find_provider",
    "not_allowed",
    "providers",
    "told",
    "translate_sentences",
]
