"""Reported speech without quotation marks: the clause that a cue governs, after it, before it or around it.

"Kaiser said [it could not immediately provide a response on the strike’s end]" has its clause after the cue, "[A major
work stoppage … is set to end], labor leaders said Monday" before it, "[The number was a dozen], she said, and [one
nurse …]" on both sides, "allegations it filed in a charge that [Kaiser had undermined negotiations]" under a noun. What
is left alone: cues without a clause ("rejected the use of Magnet status"), promises and feelings, answers not given
("would not say whether"), passives without a speaker, nouns whose owner the sentence does not name.
"""

import re
from collections.abc import Iterator

from kaiser_data.extract.grammar.clauses import FINITE, has_finite_verb
from kaiser_data.extract.grammar.words import cue_forms, pronoun_kind
from kaiser_data.extract.quotes.clause_edges import (
    ADVERBIALS,
    SUBORDINATE,
    clause_end,
    clause_start,
    main_subject,
    next_word,
    trim_end,
)
from kaiser_data.extract.quotes.cue_subjects import (
    RELATIVE_CLAUSE,
    attribution,
    can_speak,
    heads_someone,
    opens_with_participle,
    own_subject,
    owner_of,
    shared_subject,
)
from kaiser_data.extract.quotes.cues import Claim, Cue, Sentence
from kaiser_data.extract.quotes.subjects import Subject
from kaiser_data.lexicon import Pattern

# What can govern no clause.
_NO_CLAUSE = frozenset({"quote", "adjacent", "think"})
_SHORTEST = 12


def find_reports(sentence: Sentence) -> list[Claim]:
    """Find the reported clauses of one sentence, cue by cue, then those under nouns that no other clause holds."""
    found: list[Claim] = []
    low = sentence.start
    for cue in sentence.cues:
        clauses = _clauses_of(sentence, cue, low, found)
        found += clauses
        if clauses and cue.takes != "according":
            low = cue.end if clauses[-1].start > cue.start else clauses[-1].end
    told = {one.start for one in found}  # "said in its statement that"
    found += [one for noun in sentence.nouns if (one := _under_noun(sentence, noun)) and one.start not in told]
    return [one for one in found if not any(_holds(sentence, other, one) for other in found if other is not one)]


def _holds(sentence: Sentence, outer: Claim, inner: Claim) -> bool:
    """Tell a report within a report, of which the outer one counts; a relative clause with a cue has its own."""
    held = outer.start <= min(inner.start, inner.cue.start) < outer.end
    return held and not sentence.names(inner.subject, "who", "which")


_BY_WHOM = Pattern(r"\sby\s([^,.;:“”\"]{2,60}?)\sthat\s")


def _clauses_of(sentence: Sentence, cue: Cue, low: int, found: list[Claim]) -> list[Claim]:
    if cue.passive and (by := _BY_WHOM.match(sentence.masked, cue.end, sentence.end)):
        end = clause_end(sentence, cue, by.end())  # "It was announced by Hart that …"
        return [_report(by.end(), end, cue, Subject(*by.span(1)), "indirect.that")]
    if cue.passive or cue.takes in _NO_CLAUSE:
        return []
    if cue.takes == "according":
        return list(_according(sentence, cue, low))
    inverted = _clause_before(sentence, cue, low, inverted=True)
    after = None if inverted else _as_put(sentence, cue, low) or _clause_after(sentence, cue, low, found)
    if inverted or after:
        return inverted or [after]
    return [] if cue.negated else _clause_before(sentence, cue, low)


def _report(start: int, end: int, cue: Cue, subject: Subject | None, rule: str) -> Claim:
    return Claim(start, end, "indirect", rule, cue, subject)


_LEADS_IN = Pattern(
    r"(?:\b[Aa]s|\A\W*(?:But|And|And so|So|Yet|Still|In other words|At the same time|Indeed|Now|Then|After all),)\s\Z"
)
_COMMA = re.compile(rf"(?:{ADVERBIALS})?,\s")


def _as_put(sentence: Sentence, cue: Cue, low: int) -> Claim | None:
    """ ", as the WSWS previously reported, CLAUSE"."""
    masked = sentence.masked
    # "as the dockers have shown, it can be done", "as they have demanded, it will close"
    asserts = cue.takes != "show" and cue_forms()[cue.word.lower()].stance != "demanding"
    comma = _COMMA.match(masked, cue.end, sentence.end) if asserts else None
    subject = own_subject(sentence, cue, low) if comma else None
    if not subject or not _LEADS_IN.search(masked[sentence.start : subject.start]):
        return None
    start, end = comma.end(), clause_end(sentence, cue, comma.end())
    is_clause = has_finite_verb(masked[start:end]) or "“" in masked[start:end]
    return _report(start, end, cue, subject, "indirect.as") if is_clause else None


_JOINS = re.compile(r"(?:,|\b(?:and|but|then|also|who|which|that))\s+\Z")
_RELATES = re.compile(r"(?:\b(?:that|which|who|what|and)|,)\s*(?:the\s)?\Z")


def _clause_after(sentence: Sentence, cue: Cue, low: int, found: list[Claim]) -> Claim | None:
    """The clause that follows its cue, with or without "that"."""
    masked = sentence.masked
    start, rule = (-1, "") if cue.negated or cue.infinitive else clause_start(sentence, cue)
    may_relate = rule == "indirect.told_that" or cue.takes == "show"
    if start < 0 or (may_relate and _is_relative(masked[start : sentence.end])):
        return None
    subject = _subject_of(sentence, cue, low, found)
    if not subject and cue.form != "ing":
        return None
    end = clause_end(sentence, cue, start, subject)
    if opens_with_participle(sentence, cue) and (main := main_subject(sentence, start)):
        subject, end = main, min(end, main.start - 2)
    if rule == "indirect.gap":
        end = _gap_end(sentence, subject, start, end)
    return _report(start, end, cue, subject, rule) if " " in masked[start:end] and end - start >= 6 else None


def _gap_end(sentence: Sentence, subject: Subject | None, start: int, end: int) -> int:
    """ "a system that the union says [has turned every shift into a lottery], in what would be"."""
    relates = subject and _RELATES.search(sentence.masked, sentence.start, subject.start)
    comma = sentence.masked.find(",", start, end)
    return start if not relates else trim_end(sentence.masked, start, comma) if comma > 0 else end


_OBJECT = Pattern(r"\s(?:the|an?|its|their|his|her|all|some|\d+|it|him|them|[A-Z]\w*)\b")


def _is_relative(clause: str) -> bool:
    """Tell words whose subject is the "that": "a ruling that ended the strike", but "that fired men left"."""
    verb = FINITE.match(clause)
    return bool(verb) and (not verb[0].endswith("ed") or bool(_OBJECT.match(clause, verb.end())))


def _subject_of(sentence: Sentence, cue: Cue, low: int, found: list[Claim]) -> Subject | None:
    joined = cue.form == "ing" or _JOINS.search(sentence.masked, sentence.start, cue.opens)
    subject = own_subject(sentence, cue, low) or (shared_subject(sentence, cue, found) if joined else None)
    if not subject or cue.takes != "show" or pronoun_kind(sentence.masked[slice(*subject)]):
        return subject
    return subject if heads_someone(sentence, subject) else None  # "the strike shows that drivers are angry"


_ASIDE = Pattern(r",\s([^,;“\"]{3,80}),(?!\s(?:so|and|but)\s)")
_OPENS_SENTENCE = re.compile(r"\W*(?:(?:But|And|Meanwhile|Still|However),?\s*)?")
_GOES_ON_AFTER = re.compile(r",\s(?!(?:and|but|or|who|which|while)\b)")


def _according(sentence: Sentence, cue: Cue, low: int) -> Iterator[Claim]:
    """ "According to X, CLAUSE" and "CLAUSE, according to X"."""
    masked, subject = sentence.masked, own_subject(sentence, cue, low)
    if not subject or not _is_source(sentence, cue, subject):
        return
    if _OPENS_SENTENCE.fullmatch(masked, sentence.start, cue.start):
        comma = masked.find(",", subject.end, sentence.end)
        if aside := _ASIDE.match(masked, comma, sentence.end):  # "According to Ana Ruiz, a nurse, the ward …"
            comma = comma if has_finite_verb(aside[1]) else aside.end() - 1
        start, rule = next_word(masked, comma + 1), "indirect.according"
        end = clause_end(sentence, cue, start) if comma > 0 else start
    else:
        comma = sentence.start + len(masked[sentence.start : cue.start].rstrip(" \n\xa0,"))
        start, rule = _start_before(sentence, sentence.start, comma), "indirect.according_post"
        end = trim_end(masked, start, comma)
        leads_on = _RELATIVE_LAST.search(masked, start, end) or not _is_clause(sentence, start, end)
        if _GOES_ON_AFTER.match(masked, subject.end) and leads_on:
            start = subject.end + 2  # "The deal, according to the union, cuts wages"
            end = clause_end(sentence, cue, start)
    if end - start > _SHORTEST and (masked.count(" ", start, end) > 2 or masked[end - 1] in '”"'):
        yield _report(start, end, cue, subject, rule)


def _is_source(sentence: Sentence, cue: Cue, subject: Subject) -> bool:
    """Tell who can be a source from what cannot: "according to plan", "according to the hours they work"."""
    parted = cue.word[0].isupper() or sentence.masked.startswith(", ", max(0, cue.start - 2))
    return can_speak(sentence, subject) or (parted and " " in sentence.masked[slice(*subject)])


_RELATIVE_LAST = re.compile(r"\b(?:which|who|that)\Z")


def _clause_before(sentence: Sentence, cue: Cue, low: int, inverted: bool = False) -> list[Claim]:
    """The clause before its cue, and what goes on after an attribution in the middle.

    `inverted` asks only for ", said Nadia Rauf", whose cue could else be taken to govern what follows.
    """
    masked = sentence.masked
    subject, comma, after = attribution(sentence, cue, low, inverted)
    if comma <= low or not _may_follow(cue):
        return []
    closes = not inverted and not masked[after : sentence.end].strip(" .\n")
    # "The drivers, who say they are tired, walked out, officials said"
    start = _start_before(sentence, sentence.start if closes else low, comma)
    end = trim_end(masked, start, comma)
    is_clause = (closes and masked.count(" ", start, end) > 4) or _is_clause(sentence, start, end)
    # "a role which, Unite has said, is vital", "By midnight, she said, all shops were shut": the clause comes after
    if _RELATIVE_LAST.search(masked, start, end) or not is_clause:
        if inverted or sentence.names(subject, "who", "which", "that"):
            return []
        told, second, rule = [], _second(sentence, after, True), "indirect.gap"
    else:
        second, rule = _second(sentence, after, bool(SUBORDINATE.match(masked, start))), "indirect.mid"
        told = [_report(start, end, cue, subject, "indirect.post")]
    return told + ([_report(*second, cue, subject, rule)] if second else [])


def _may_follow(cue: Cue) -> bool:
    """Tell whether a cue can stand after what it reports: "…, the mill said"."""
    is_finite = not cue.infinitive and cue.form not in ("ing", "participle")
    return is_finite and cue.takes in ("say", "that", "tell", "how", "show")


def _is_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether words are a clause: not "Those who have a vote"."""
    return has_finite_verb(RELATIVE_CLAUSE.sub("", sentence.text[start:end]))


_CONJUNCTION = re.compile(r"(?:And|But|Yet|So|Still|Meanwhile,|However,)\s")


def _start_before(sentence: Sentence, low: int, comma: int) -> int:
    """Find where the clause that ends at `comma` begins: after a conjunction, a semicolon or a dash."""
    masked, start = sentence.masked, low
    if start == sentence.start and (conjunction := _CONJUNCTION.match(masked, start, comma)):
        start = conjunction.end()
    for mark in (";", " — "):
        at = masked.rfind(mark, start, comma)
        start = at + len(mark) if at >= 0 and comma - at > 15 else start
    return next_word(masked, start)


_GOES_ON = Pattern(r",\s(?:(?:and|but)\s|(?=(?:because|since|so|as|if|when|while|unless|until)\s))")


def _second(sentence: Sentence, after: int, whatever: bool) -> tuple[int, int] | None:
    """The clause that goes on after the attribution: ", she said, and one nurse …", "said Ana Ruiz, because they …".

    `whatever` it opens with, where what stands before the attribution is no main clause.
    """
    goes_on = (_COMMA if whatever else _GOES_ON).match(sentence.masked, after, sentence.end)
    if not goes_on:
        return None
    start, end = goes_on.end(), trim_end(sentence.masked, goes_on.end(), sentence.end)
    if any(cue.opens == start for cue in sentence.cues):
        return None  # "said Hart, but added that": another cue's
    rest = sentence.masked[start:end]
    is_clause = has_finite_verb(rest) or "“" in rest or '"' in rest
    return (start, end) if is_clause else None


_NOUN_TAIL = Pattern(
    r"(?:\s+(?:(?P<inner>it|he|she|they|we|[A-Z]\w+|the\s\w+)\s(?:has\s|had\s|have\s)?\w+(?:ed|de|nt|ld)\b"
    r"[^,.;:“”\"]{0,60}?|(?:by|from)\s(?P<agent>[^,.;:“”\"]{2,50}?)|(?:of|in|on|to)\s[^,.;:“”\"]{2,50}?))?(?:\s+that|\s(?:is|was)\s(?:\w+\s)?[a-z]+:)\s+(?=\S)"
)


def _under_noun(sentence: Sentence, noun: Cue) -> Claim | None:
    """The clause under a noun: whose it is, its possessor, its relative clause or an agent tells."""
    tail = _NOUN_TAIL.match(sentence.masked, noun.end, sentence.end)
    if not tail:
        return None
    named = next((Subject(*tail.span(group)) for group in ("inner", "agent") if tail[group]), None)
    subject = owner_of(sentence, noun) or named
    end = clause_end(sentence, noun, tail.end())
    clause = sentence.masked[tail.end() : end]
    if not subject or _is_relative(clause) or not has_finite_verb(clause):
        return None
    return _report(tail.end(), end, noun, subject, "indirect.noun")
