"""What was done, in words for a person."""

from __future__ import annotations

from readerapp.i18n import _, ngettext
from readerapp.notes.state import Action


def describe(action: Action) -> str:
    """An action in a few words, in the user's language: “dismissed 3 flags”."""
    count, value = len(action.events), action.events[0].value
    if action.kind == "verdict":
        if value["verdict"] == "accepted":
            text = ngettext("accepted {count} flag", "accepted {count} flags", count)
        elif value["verdict"] == "dismissed":
            text = ngettext("dismissed {count} flag", "dismissed {count} flags", count)
        else:
            text = ngettext("reopened {count} flag", "reopened {count} flags", count)
    elif action.kind == "severity":
        text = ngettext("weighed {count} flag", "weighed {count} flags", count)
    elif action.kind == "note":
        text = _("wrote a note") if value["text"] else _("took a note back")
    elif action.kind == "flag":
        text = ngettext("put up {count} flag", "put up {count} flags", count)
    elif action.kind == "unflag":
        text = ngettext("took {count} flag away", "took {count} flags away", count)
    elif action.kind == "read":
        text = _("marked as read") if value["read"] else _("marked as not read")
    elif action.kind == "link":
        text = ngettext("mended {count} link", "mended {count} links", count)
    elif action.kind == "forget":
        text = ngettext("gave {count} mended link back", "gave {count} mended links back", count)
    else:
        text = ngettext("{count} change", "{count} changes", count)
    return text.format(count=count)


def reason_words(reason: str) -> str:
    """Why a flag was dismissed, in the user's language; empty for no reason."""
    return {
        "wrong": _("wrong alarm"),
        "adaptation": _("legitimate adaptation"),
        "style": _("house style"),
        "unsure": _("unsure"),
    }.get(reason, "")


def verdict_words(verdict: str) -> str:
    """What was said of a flag, in the user's language."""
    return {"accepted": _("accepted"), "dismissed": _("dismissed"), "open": _("open")}[verdict]
