"""Small screens that ask for one thing: a reason, a yes, a text, a choice of flags, words to flag."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.document._document import Document
from textual.screen import ModalScreen
from textual.widgets import Button, Checkbox, Input, Label, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from readerapp.i18n import _
from readerapp.judge import FAMILIES, SEVERITIES, rules
from readerapp.notes import REASONS, reason_words
from readerapp.report.told import STATUSES
from readerapp.report.words import GLYPHS, family_word, severity_word, status_word
from readerapp.text.visible import visible
from readerapp.tui.external import edit_outside
from readerapp.tui.folding import hang
from readerapp.tui.sifting import Sieve

LONG = 50
"""Things to choose from that have more characters get a wide dialog."""


Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A small screen over another. Its style sheet is read when the first one opens, not when the program starts."""

    CSS_PATH = "dialogs.tcss"


class Choice(Dialog[str | None]):
    """Asks for one of some things; each has a digit. Escape is none of them."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", show=False)]

    def __init__(self, title: str, options: Mapping[str, str], present: str | None = None) -> None:
        """`present`: the one to begin with."""
        super().__init__()
        self._title = title
        self._options = options
        self._present = present

    def on_mount(self) -> None:
        """Begin with the present one."""
        if self._present is not None and self._present in self._options:
            self.query_one(OptionList).highlighted = list(self._options).index(self._present)

    def compose(self) -> ComposeResult:
        """A title, and the things in a list."""
        long = any(len(text) > LONG for text in self._options.values())
        with Vertical(classes="dialog wide" if long else "dialog"):
            yield Label(visible(self._title), classes="title", markup=False)
            yield OptionList(
                *(
                    Option(f"{at}  {visible(text)}", id=name)
                    for at, (name, text) in enumerate(self._options.items(), 1)
                ),
                markup=False,
            )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def on_key(self, event: events.Key) -> None:
        """A digit chooses at once."""
        if event.character and event.character.isdigit():
            at = int(event.character) - 1
            if 0 <= at < len(self._options):
                event.stop()
                self.dismiss(list(self._options)[at])


def ask_reason() -> Choice:
    """Why a flag is dismissed."""
    return Choice(_("Why is it dismissed?"), {reason: reason_words(reason) for reason in REASONS})


class Question(Dialog[bool]):
    """Asks for a yes or a no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss(False)", show=False),
        Binding("y,o", "dismiss(True)", show=False),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The question and two buttons."""
        with Vertical(classes="dialog"):
            yield Label(visible(self._text), classes="title", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Yes"), id="yes", compact=True)
                yield Button(_("No"), id="no", compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


class NoteEditor(Dialog[str | None]):
    """A note: ctrl+s keeps it, escape leaves it as it was (a text that was changed is asked about first).

    `typed`: what is to stand in it instead, to be kept another time. `draft`: told what is typed while it differs from
    the note, None when it does not.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", show=False, priority=True),
        Binding("escape", "leave", show=False),
        Binding("ctrl+o", "outside", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        text: str,
        typed: str | None = None,
        draft: Callable[[str | None], None] = lambda _typed: None,
    ) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._typed = text if typed is None else typed
        self._draft = draft
        self._ended = False

    def compose(self) -> ComposeResult:
        """The text, and what may be done with it."""
        with Vertical(classes="dialog wide"):
            yield Label(visible(self._title), classes="title", markup=False)
            yield TextArea(self._typed, soft_wrap=True)
            yield Label(_("ctrl+s keep · escape leave · ctrl+o your editor"), classes="hint", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Keep"), id="keep", compact=True)
                yield Button(_("Leave"), id="leave", compact=True)

    def on_mount(self) -> None:
        """Write on at the end."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        """Tell what is typed: the program may be ended at any time."""
        if not self._ended and self.is_mounted:
            text = self.query_one(TextArea).text
            self._draft(None if text == self._text else text)

    def _end(self, text: str | None) -> None:
        self._ended = True
        self.dismiss(text)

    def action_keep(self) -> None:
        """The note as it now stands."""
        self._end(self.query_one(TextArea).text)

    def action_leave(self) -> None:
        """No change; what was typed is not thrown away unasked."""
        if self.query_one(TextArea).text == self._text:
            self._end(None)
        else:
            self.app.push_screen(Question(_("Throw away what was changed?")), self._left)

    def _left(self, sure: bool | None) -> None:
        if sure:
            self._end(None)

    def action_outside(self) -> None:
        """Write in the editor that the environment names."""
        area = self.query_one(TextArea)
        text = edit_outside(self.app, area.text)
        if text is not None:
            area.text = text
            area.move_cursor(area.document.end)
            self.keep_draft()

    @on(Button.Pressed, "#keep")
    def _keep(self) -> None:
        self.action_keep()

    @on(Button.Pressed, "#leave")
    def _leave(self) -> None:
        self.action_leave()


class FilterDialog(Dialog[Sieve | None]):
    """Which flags are shown: families, rules, severities, statuses, words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "apply", show=False, priority=True),
    ]

    def __init__(self, sieve: Sieve) -> None:
        super().__init__()
        self._sieve = sieve

    def compose(self) -> ComposeResult:
        """Boxes to tick, and a line for words."""
        sieve = self._sieve
        with Vertical(classes="dialog wide"):
            yield Label(_("Show only flags that are …"), classes="title", markup=False)
            groups = (
                ("family", {f: f"{GLYPHS[f]} {family_word(f)}" for f in FAMILIES}, sieve.families),
                ("severity", {s: severity_word(s) for s in SEVERITIES}, sieve.severities),
                ("status", {s: status_word(s) for s in STATUSES}, sieve.statuses),
                ("rule", {rule.name: rule.name for rule in rules()}, sieve.rules),
            )
            with Horizontal(classes="groups"):
                with Vertical():
                    for group in groups[:3]:
                        yield from _boxes(*group)
                with Vertical():
                    yield from _boxes(*groups[3])
            yield Input(sieve.text, placeholder=_("words in the row, the message or the note"), id="text")
            with Horizontal(classes="buttons"):
                yield Button(_("Show these"), id="apply", compact=True)
                yield Button(_("Show all"), id="all", compact=True)

    def _ticked(self, group: str) -> frozenset[str]:
        found = (box for box in self.query(f".{group}").results(Checkbox) if box.value)
        return frozenset(str(box.id).partition("-")[2] for box in found)

    def action_apply(self) -> None:
        """The choice."""
        self.dismiss(
            Sieve(
                families=self._ticked("family"),
                rules=self._ticked("rule"),
                severities=self._ticked("severity"),
                statuses=self._ticked("status"),
                text=self.query_one("#text", Input).value.strip(),
                only_flags=self._sieve.only_flags,
                furniture=self._sieve.furniture,
            )
        )

    @on(Button.Pressed, "#apply")
    @on(Input.Submitted)
    def _apply(self) -> None:
        self.action_apply()

    @on(Button.Pressed, "#all")
    def _all(self) -> None:
        self.dismiss(Sieve(only_flags=self._sieve.only_flags, furniture=self._sieve.furniture))


def _boxes(group: str, names: Mapping[str, str], ticked: frozenset[str]) -> Iterator[Checkbox]:
    for name, text in names.items():
        yield Box(text, name in ticked, id=f"{group}-{name}", classes=group, compact=True)


class Box(Checkbox):
    """A box that is empty when it is not ticked: colour does not have to tell."""

    BUTTON_INNER = " "

    def on_mount(self) -> None:
        """Draw the tick, or none."""
        self.watch_value()

    def watch_value(self) -> None:
        """Draw the tick, or none."""
        self.BUTTON_INNER = "✓" if self.value else " "
        super().watch_value()


class AddFlag(Dialog["tuple[str, tuple[int, int] | None, tuple[int, int] | None] | None"]):
    """A flag by hand: select words in either text (shift and arrows, or the mouse), then choose a rule."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "put", show=False, priority=True),
    ]

    def __init__(self, french: str, original: str) -> None:
        super().__init__()
        self._texts = french, original

    def compose(self) -> ComposeResult:
        """Both texts to select in, the rules, and buttons."""
        with Vertical(classes="dialog wide tall"):
            yield Label(_("Select the words (shift and arrows), then the rule"), classes="title", markup=False)
            for name, text in zip(("french", "original"), self._texts, strict=True):
                yield TextArea(text, id=name, read_only=True, soft_wrap=True, disabled=not text)
            yield OptionList(*(Option(rule.name, id=rule.name) for rule in rules()), markup=False)
            yield Static(id="meaning", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Put up"), id="put", compact=True)
                yield Button(_("Leave"), id="leave", compact=True)

    def on_mount(self) -> None:
        """Begin with the words."""
        next(area for area in self.query(TextArea) if not area.disabled).focus()

    @on(OptionList.OptionHighlighted)
    def _told(self, event: OptionList.OptionHighlighted) -> None:
        rule = next((rule for rule in rules() if rule.name == event.option_id), None)
        if rule is not None:
            self.query_one("#meaning", Static).update(visible(rule.explain().summary))

    def _selected(self, name: str) -> tuple[int, int] | None:
        area = self.query_one(f"#{name}", TextArea)
        start, end = sorted((area.selection.start, area.selection.end))
        if start == end:
            return None
        document = cast(Document, area.document)
        before = [document.get_index_from_location(at) for at in (start, end)]
        return before[0], before[1]

    @on(OptionList.OptionSelected)
    @on(Button.Pressed, "#put")
    def action_put(self) -> None:
        """The flag; without words or a rule, what is missing is said."""
        listed = self.query_one(OptionList)
        spans = self._selected("french"), self._selected("original")
        if spans == (None, None):
            self.notify(_("Select the words first."), severity="warning")
            return
        if listed.highlighted is None:
            self.notify(_("Choose a rule."), severity="warning")
            listed.focus()
            return
        self.dismiss((str(listed.get_option_at_index(listed.highlighted).id), *spans))

    @on(Button.Pressed, "#leave")
    def _leave(self) -> None:
        self.dismiss(None)


class Hanging(Static):
    """A text of two columns: what does not fit in a line goes on under its column."""

    def __init__(self, text: str) -> None:
        super().__init__(text, markup=False)
        self._whole = text

    def on_resize(self, event: events.Resize) -> None:
        """Fold for another width."""
        self.update(hang(self._whole, event.size.width))


class Pages(Dialog[None]):
    """A text to read: help, the profile of the page, notes that lost their place. Any of the usual keys leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss(None)", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The text under its title."""
        with Vertical(classes="dialog wide tall"):
            yield Label(visible(self._title), classes="title", markup=False)
            with VerticalScroll():
                yield Hanging(self._text)

    def on_mount(self) -> None:
        """The arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, by: int) -> None:
        """A line on or back."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


def choose_from(title: str, names: Sequence[str]) -> Choice:
    """One of some names."""
    return Choice(title, {name: name for name in names})
