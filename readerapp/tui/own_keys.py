"""Keys of the user's own, from `[keys]` in readerapp.toml: what of them cannot be as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readerapp.i18n import _
from readerapp.text.visible import visible
from readerapp.tui.actions import ACTIONS, BY_NAME, EVERYWHERE, LIBRARY, READING, SCREENS, Action
from readerapp.tui.help_page import shown_keys

_WHERE = {EVERYWHERE: {READING, LIBRARY}, SCREENS: {READING, LIBRARY}, READING: {READING}, LIBRARY: {LIBRARY}}


def key_faults(keys: Mapping[str, str]) -> Iterator[str]:
    """A line for each name that is no action, and for each key that several actions of one screen are given."""
    for name in keys:
        if name not in BY_NAME:
            yield _("readerapp.toml: no such action: {name} (? lists them)").format(name=visible(name))
    taken: dict[str, list[Action]] = {}
    # In the order of the actions: the first one is what such a key does.
    for action in ACTIONS:
        for key in dict.fromkeys(shown_keys(keys.get(action.name, "").replace(" ", "")).split()):
            first = next((one for one in taken.get(key, ()) if _WHERE[one.where] & _WHERE[action.where]), None)
            if first is None:
                taken.setdefault(key, []).append(action)
                continue
            message = _("readerapp.toml: [keys] gives {key} to {first} and to {second}; it does {first}")
            yield message.format(key=visible(key), first=first.name, second=action.name)
