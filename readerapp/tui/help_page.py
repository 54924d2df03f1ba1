"""Help, made from the actions: what is not there cannot be done, what can be done is there."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.keys import format_key

from readerapp.i18n import _
from readerapp.tui.actions import BY_NAME, group_words, in_screen

_SIGNS = {
    "slash": "/", "question_mark": "?", "exclamation_mark": "!", "plus": "+", "minus": "-", "equals_sign": "=",
    "colon": ":", "left_square_bracket": "[", "right_square_bracket": "]",
}  # fmt: skip


def shown_keys(keys: str) -> str:
    """Keys as they are written on a keyboard."""
    return " ".join(_SIGNS.get(key, format_key(key)) if len(key) > 1 else key for key in keys.split(","))


def key_of(name: str, keys: Mapping[str, str]) -> str:
    """The first key of an action, as the user has set it."""
    return next(iter(shown_keys(keys.get(name, BY_NAME[name].keys)).split()), name)


def help_text(where: str, keys: Mapping[str, str]) -> str:
    """All that can be done on a screen, by groups, with the keys as the user has set them."""
    actions = in_screen(where)
    told = {action.name: shown_keys(keys.get(action.name, action.keys)) for action in actions}
    wide = max(cell_len(one) for one in told.values())
    lines: list[str] = []
    for group in dict.fromkeys(action.group for action in actions):
        lines += ["", group_words(group)] if lines else [group_words(group)]
        for action in actions:
            if action.group == group:
                blank = " " * (wide - cell_len(told[action.name]))
                lines.append(f"  {told[action.name]}{blank}  {action.text()}  ({action.name})")
    lines += ["", _("Names in brackets are for [keys] in readerapp.toml. The mouse does it all as well: click a row, "
                    "the map at its right, the keys in the foot line; a double click opens the note.")]  # fmt: skip
    return "\n".join(lines)


def first_hint() -> str:
    """The five keys that are enough to begin."""
    names = ("next_unreviewed", "accept", "dismiss_flag", "note", "help")
    return " · ".join(f"{shown_keys(BY_NAME[name].keys).split()[0]} {_short(name)}" for name in names)


def _short(name: str) -> str:
    action = BY_NAME[name]
    return action.short() if action.short else action.text()
