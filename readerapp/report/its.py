"""Flags as localization quality issues of ITS 2.0, for XLIFF 2.1: types, severities, and the markup itself.

The types are those that ITS 2.0 lists; what they have no name for is the nearest of them:

- addition, omission: what was added and dropped;
- numbers: a figure; inconsistent-entities: a name ("names, places or other named entities do not match");
- register: wording that takes sides or softens, which is neutral in the original;
- mistranslation: who says it, how sure it is, whether it is so, and what stands between quotation marks.

ITS gives a severity from 0 to 100 and leaves open what the numbers mean: a minor flag is 25 and a major one 75, the
middle of the lower and of the upper half. The profile of an issue names its rule, so that a program can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from readerapp.text.visible import visible

NAMESPACE = "http://www.w3.org/2005/11/its"
"""The namespace of ITS."""

CORE = "urn:oasis:names:tc:xliff:document:2.0"
"""The namespace of XLIFF 2.0 and 2.1."""

PROFILE = "urn:readerapp:rule:"
"""What the profile of an issue begins with; the name of the rule follows."""

TYPES = {
    "added-sentence": "addition",
    "added-detail": "addition",
    "dropped-sentence": "omission",
    "dropped-detail": "omission",
    "loaded-wording": "register",
    "softened-wording": "register",
    "attribution": "mistranslation",
    "certainty": "mistranslation",
    "quotation": "mistranslation",
    "figure": "numbers",
    "name": "inconsistent-entities",
    "negation": "mistranslation",
}
"""The issue type of each rule."""

SEVERITIES = {"minor": 25, "major": 75}
"""The severity of an issue, of 100."""

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_SEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]")
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}
_IN_TEXT = re.compile("[&<>\r]")
_IN_ATTRIBUTE = re.compile('[&<>"\r\n\t]')


def issue_type(rule: str) -> str:
    """The issue type of a rule; that of a rule that somebody else added is other."""
    return TYPES.get(rule, "other")


@dataclass(frozen=True, slots=True)
class Issue:
    """A flag as an issue. `comment`: what a person is told. `enabled`: it counts; a dismissed one does not."""

    rule: str
    severity: str
    comment: str
    enabled: bool = True

    def attributes(self) -> dict[str, str]:
        """Its attributes, without prefix."""
        found = {
            "locQualityIssueType": issue_type(self.rule),
            "locQualityIssueComment": visible(self.comment),
            "locQualityIssueSeverity": str(SEVERITIES.get(self.severity, 50)),
            "locQualityIssueProfileRef": PROFILE + re.sub(r"[^\w.-]", "-", self.rule, flags=re.ASCII),
        }
        return found if self.enabled else found | {"locQualityIssueEnabled": "no"}


@dataclass(frozen=True, slots=True)
class Markup:
    """Tags for issues. `its`: the prefix of ITS in the document. `core`: that of XLIFF with its colon, if any."""

    its: str = "its"
    core: str = ""

    def mark(self, id: str, about: Issue | str) -> tuple[str, str]:
        """The tags around the words concerned; `about`: the one issue, or the id of a list of issues."""
        return f"<{self.core}mrk{self._said(id, about)}>", f"</{self.core}mrk>"

    def borders(self, id: str, about: Issue | str) -> tuple[str, str]:
        """The same for words that begin in one element and end in another."""
        return f"<{self.core}sm{self._said(id, about)}/>", f'<{self.core}em startRef="{attribute(id)}"/>'

    def issues(self, id: str, issues: Iterable[Issue]) -> str:
        """A list of issues, which stands at the beginning of the unit whose marks refer to it."""
        inside = "".join(f"<{self.its}:locQualityIssue{_written(issue.attributes())}/>" for issue in issues)
        return f'<{self.its}:locQualityIssues xml:id="{attribute(id)}">{inside}</{self.its}:locQualityIssues>'

    def _said(self, id: str, about: Issue | str) -> str:
        # The type is a fixed name, whatever the prefix is.
        first = _written({"id": id, "type": "its:generic"})
        if isinstance(about, str):
            return first + _written({f"{self.its}:locQualityIssuesRef": f"#its={about}"})
        return first + _written({f"{self.its}:{name}": value for name, value in about.attributes().items()})


def content(text: str, core: str = "") -> str:
    """A text as the content of a source or target; characters that XML may not hold are `cp` elements."""
    return _NOT_IN_XML.sub(lambda match: _code_point(match[0], core), _IN_TEXT.sub(_sign, text))


def attribute(text: str) -> str:
    """A text as the value of an attribute in double quotes."""
    return _IN_ATTRIBUTE.sub(_sign, _NOT_IN_XML.sub("\ufffd", text))


def pictured(text: str) -> str:
    """A text with pictures in the place of characters that XML may not hold, for where there is no other way."""
    return _NOT_IN_XML.sub(lambda match: "\ufffd" if (seen := visible(match[0])) == match[0] else seen, text)


def spelled(markup: str) -> str:
    """The same markup, with what a terminal obeys and what is not seen written by its number."""
    return _NOT_SEEN.sub(lambda match: f"&#{ord(match[0])};", markup)


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{attribute(value)}"' for name, value in attributes.items())


def _sign(match: re.Match[str]) -> str:
    return _SIGNS[match[0]]


def _code_point(character: str, core: str) -> str:
    # Half of a pair is no character, of XLIFF neither.
    return "\ufffd" if "\ud800" <= character <= "\udfff" else f'<{core}cp hex="{ord(character):04X}"/>'
