"""The description of a speaker, on all that the speaker says: "a nurse at Downey" for Gina, wherever it stands.

A text describes a speaker once and names them many times. The first description that tells something is the speaker's;
"she", "its" and a bare "the union" tell nothing. A report speaks for its author on its own rows only.
"""

import re
from typing import NamedTuple

from kaiser_data.extract.quotes.speaker_history import Speaker
from kaiser_data.extract.quotes.speaker_words import report_in

_POINTING = r"(?:the|this|that|these|those|its|their|his|her|our|my|your|both|all)"
_BARE = re.compile(rf"{_POINTING}(?:\s[^\s]+)?|[^\s]+(?:self|selves)|it|they|he|she|we|who|which", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:The|An?|One|Another|Some|Such|Its|Their|His|Her)\b")


_INDEFINITE = re.compile(r"an?\s")


class Spoken(NamedTuple):
    """Whom a row is given to, and what makes two rows one speaker's."""

    key: str
    role: str


def describe(speakers: list[Speaker]) -> list[str]:
    """Give the role of each row of a text, from the speakers of its rows in their order."""
    spoken = [Spoken(speaker.actor_id or speaker.name, _told(speaker.role)) for speaker in speakers]
    roles: dict[str, str] = {}
    for one in spoken:
        if one.key and one.role and not _is_report(one.role):
            roles.setdefault(one.key, one.role)
    return [_role_on(one, roles.get(one.key, "")) for one in spoken]


def _role_on(one: Spoken, described: str) -> str:
    """A report is its author's role on its own rows; "in a statement" only where nothing describes the author."""
    if not _is_report(one.role):
        return described
    return described or one.role if _INDEFINITE.match(one.role) else one.role


def _told(role: str) -> str:
    """Leave out what tells nothing, and write an article small, as within a sentence."""
    if _BARE.fullmatch(role) and not _is_report(role):
        return ""
    return role[:1].lower() + role[1:] if _ARTICLE.match(role) else role


def _is_report(role: str) -> bool:
    return bool(report_in(role))
