"""Everything that can be done: name, keys, words. Bindings, palette, help and the settings are made from this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType

from readerapp.i18n import _

READING, LIBRARY, EVERYWHERE = "reading", "library", "everywhere"
SCREENS = "screens"
"""On the reading screen and in the library."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done.

    `name`: of the method (`action_…`) and in the settings. `keys`: as Textual names them, divided by commas. `text`:
    what it does. `group`: under what heading help lists it. `short`: its word in the foot line, empty where it has no
    place there. `where`: the screen that it belongs to.
    """

    name: str
    keys: str
    text: Callable[[], str]
    group: str
    short: Callable[[], str] | None = None
    where: str = READING

    @property
    def id(self) -> str:
        """By which the settings name its keys."""
        return self.name


def group_words(group: str) -> str:
    """The heading of a group."""
    return {
        "move": _("Moving"),
        "flags": _("Flags"),
        "review": _("Judging"),
        "links": _("Mending links"),
        "view": _("What is shown"),
        "pairs": _("Pairs"),
        "program": _("The program"),
    }[group]


def _action(
    name: str,
    keys: str,
    text: Callable[[], str],
    group: str,
    short: Callable[[], str] | None = None,
    where: str = READING,
) -> Action:
    return Action(name, keys, text, group, short, where)


ACTIONS: tuple[Action, ...] = (
    _action("down", "down,j", lambda: _("next row"), "move", None, SCREENS),
    _action("up", "up,k", lambda: _("previous row"), "move", None, SCREENS),
    _action("page_down", "ctrl+d,pagedown,space", lambda: _("a page down"), "move", None, SCREENS),
    _action("page_up", "ctrl+u,pageup", lambda: _("a page up"), "move", None, SCREENS),
    _action("first", "g,home", lambda: _("first row"), "move", None, SCREENS),
    _action("last", "G,end", lambda: _("last row"), "move", None, SCREENS),
    _action("next_moved", "right_square_bracket", lambda: _("next moved link"), "move"),
    _action("previous_moved", "left_square_bracket", lambda: _("previous moved link"), "move"),
    _action("search", "slash", lambda: _("search both texts"), "move", lambda: _("search")),
    _action("next_found", "n", lambda: _("next place found"), "move"),
    _action("previous_found", "N", lambda: _("previous place found"), "move"),
    _action("next_flag", "f", lambda: _("next flag"), "flags", lambda: _("flag")),
    _action("previous_flag", "F", lambda: _("previous flag"), "flags"),
    _action("next_unreviewed", "u", lambda: _("next flag not judged yet"), "flags", lambda: _("unjudged")),
    _action("accept", "a", lambda: _("accept the flag"), "review", lambda: _("accept")),
    _action("dismiss_flag", "d", lambda: _("dismiss the flag, with a reason"), "review", lambda: _("dismiss")),
    _action("reopen", "O", lambda: _("open the flag again"), "review"),
    _action("severity", "exclamation_mark", lambda: _("make the flag major, minor, or as its rule says"), "review"),
    _action("note", "e", lambda: _("note on the flag, or on the sentence without one"), "review", lambda: _("note")),
    _action("note_sentence", "E", lambda: _("note on the sentence"), "review"),
    _action("note_pair", "ctrl+n", lambda: _("note on the pair"), "review"),
    _action("add_flag", "A", lambda: _("put up a flag by hand"), "review"),
    _action("remove_flag", "D,delete", lambda: _("take away a flag put up by hand"), "review"),
    _action("read", "r", lambda: _("mark the row as read, or not"), "review"),
    _action("read_pair", "R", lambda: _("mark the pair as read, or not"), "review"),
    _action("dismiss_rule", "b", lambda: _("dismiss all open flags of this rule"), "review"),
    _action("undo", "z", lambda: _("undo"), "review", lambda: _("undo")),
    _action("redo", "Z", lambda: _("redo"), "review"),
    _action("lost", "L", lambda: _("notes whose words are gone"), "review"),
    _action("merge", "m", lambda: _("merge the row with the next"), "links"),
    _action("split", "s", lambda: _("split the row"), "links"),
    _action("border_down", "plus", lambda: _("take in the first original sentence of the next row"), "links"),
    _action("border_up", "minus", lambda: _("give the last original sentence to the next row"), "links"),
    _action("unlink", "U", lambda: _("nothing stands behind this: unlink"), "links"),
    _action("relink", "equals_sign", lambda: _("link again around what was mended"), "links"),
    _action("forget_mends", "ctrl+z", lambda: _("leave all links to the program again"), "links"),
    _action("layout", "v", lambda: _("side by side, stacked, or by the width"), "view", lambda: _("view")),
    _action("only_flags", "i", lambda: _("only rows with flags, or all"), "view"),
    _action("furniture", "h", lambda: _("show or hide the apparatus of the page"), "view"),
    _action("filter", "l", lambda: _("choose which flags are shown"), "view", lambda: _("filter")),
    _action("words", "w", lambda: _("word links of the row"), "view"),
    _action("explain", "x", lambda: _("explain the rule"), "view"),
    _action("closeness", "c", lambda: _("how close the row is to a plain translation"), "view"),
    _action("profile", "P", lambda: _("what the flags of the page come to"), "view"),
    _action("translate", "t", lambda: _("machine translation of the originals, or none"), "view"),
    _action("evidence", "tab", lambda: _("to the evidence and back"), "view"),
    _action("copy", "y", lambda: _("copy the row, a sentence, or the line of the flag"), "view", lambda: _("copy")),
    _action("audit_again", "ctrl+r", lambda: _("read the files and audit again"), "pairs"),
    _action("pairs", "o", lambda: _("the library of pairs"), "pairs", lambda: _("pairs")),
    _action("open", "enter", lambda: _("open the pair"), "pairs", lambda: _("read the pair"), LIBRARY),
    _action("import_files", "I", lambda: _("open two files as a pair"), "pairs", lambda: _("import"), LIBRARY),
    _action(
        "sort", "S", lambda: _("sort by the next column, or click its heading"), "pairs", lambda: _("sort"), LIBRARY
    ),
    _action("reverse_sort", "R", lambda: _("turn the order round"), "pairs", None, LIBRARY),
    _action("search_pairs", "slash", lambda: _("look for a pair"), "pairs", lambda: _("search"), LIBRARY),
    _action("only_left", "i", lambda: _("only pairs with flags left to judge, or all"), "pairs", None, LIBRARY),
    _action("audit_all", "ctrl+a", lambda: _("audit all pairs listed"), "pairs", lambda: _("audit"), LIBRARY),
    _action("look_again", "ctrl+r", lambda: _("look for pairs again"), "pairs", None, LIBRARY),
    _action("stop", "escape", lambda: _("stop the audit, leave a search"), "program", None, SCREENS),
    _action("theme", "T", lambda: _("choose a theme"), "program", None, EVERYWHERE),
    _action("help", "question_mark,f1", lambda: _("help"), "program", lambda: _("help"), EVERYWHERE),
    _action("command_palette", "ctrl+p,colon", lambda: _("all commands"), "program", None, EVERYWHERE),
    _action("quit", "q", lambda: _("leave"), "program", lambda: _("quit"), EVERYWHERE),
)

BY_NAME: Mapping[str, Action] = {action.name: action for action in ACTIONS}


def bindings(where: str) -> list[BindingType]:
    """The bindings of a screen; those of the whole program for `EVERYWHERE`."""
    return [
        Binding(
            action.keys,
            f"app.{action.name}" if action.where == EVERYWHERE else action.name,
            action.short() if action.short else action.text(),
            show=action.short is not None,
            tooltip=action.text(),
            id=action.id,
        )
        for action in ACTIONS
        if _belongs(action, where)
    ]


def in_screen(where: str) -> list[Action]:
    """What can be done on a screen, in the order of the help."""
    return [action for action in ACTIONS if action.where == EVERYWHERE or _belongs(action, where)]


def _belongs(action: Action, where: str) -> bool:
    return action.where == where or (action.where == SCREENS and where in (READING, LIBRARY))
