"""The forms of English words, made from their lemmas, and the tense of the verb beside a date.

Irregular forms stand in `irregular_verbs` and `irregular_plurals`, all others follow from the spelling.

"workers would return … at 7 a.m. Tuesday" looks ahead, "labor leaders said Monday" back. The nearest verb group
before the date in its clause decides, else the first one after it ("On Monday, several thousand … are joining the
walkout"). Tense inside a quotation is not told from the tense of the text around it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from kaiser_data.lexicon import Pattern, any_of, prefix_tree, read_lexicon, terms

# What adds no letter before `-ed` and `-ing` ends otherwise: "stop", but not "open", "row" or "fix".
_DOUBLES = re.compile(r"[^aeiou]*(?:qu)?[aeiou][bdgklmnprtvz]")
# "cancelled" in Britain, "canceled" in America.
_EITHER = re.compile(r"\w*[aeiou]\w*[^aeiou][aeiou]l")
_HISSES = re.compile(r"\w*(?:s|x|z|ch|sh|o)")
_Y = re.compile(r"\w*[^aeiou]y")


# What a name can open with, in any alphabet: a letter that is not a small one.
CAPITAL = rf"[^\W\d_a-z{''.join(char for char in map(chr, range(0xC0, 0x2000)) if char.islower())}]"


@cache
def inflect(phrase: str) -> dict[str, tuple[str, ...]]:
    """Give the forms of a phrase that a verb opens, each as it is spelled: base, third person, past, participle, -ing.

    >>> inflect("call off")["ing"], inflect("go")["past"], inflect("cancel")["past"]
    (('calling off',), ('went',), ('cancelled', 'canceled'))
    """
    lemma, space, rest = phrase.partition(" ")
    forms = _forms(lemma)
    return {form: tuple([word + space + rest for word in words]) for form, words in forms.items()} if rest else forms


def all_forms(phrase: str) -> tuple[str, ...]:
    """Give every form of a phrase that a verb opens.

    >>> all_forms("deny")
    ('deny', 'denies', 'denied', 'denying')
    """
    return tuple(dict.fromkeys(form for forms in inflect(phrase).values() for form in forms))


@cache
def _forms(lemma: str) -> dict[str, tuple[str, ...]]:
    if lemma == "be":
        return _BE
    ends = (lemma + "d",) if lemma.endswith("e") else (lemma[:-1] + "ied",) if _Y.fullmatch(lemma) else ()
    irregular, past = _irregular().get(lemma), ends or tuple(stem + "ed" for stem in _stems(lemma))
    return {
        "base": (lemma,),
        "s": (_third(lemma),),
        "past": (irregular["past"],) if irregular else past,
        "participle": (irregular["participle"],) if irregular else past,
        "ing": tuple(stem + "ing" for stem in _before_ing(lemma)),
    }


_BE = {
    "base": ("be",),
    "s": ("is", "am", "are"),
    "past": ("was", "were"),
    "participle": ("been",),
    "ing": ("being",),
}


def _stems(lemma: str) -> tuple[str, ...]:
    """Give what stands before `-ed`: "stopp", "end", "cancell" or "cancel"."""
    if _DOUBLES.fullmatch(lemma) or lemma in terms("verb_uses", use="doubled"):
        return (lemma + lemma[-1],)
    if _EITHER.fullmatch(lemma):
        return lemma + lemma[-1], lemma
    return (lemma,)


def _before_ing(lemma: str) -> tuple[str, ...]:
    """Give what stands before the `-ing`: "clos", but "agree" and "dy"."""
    if lemma.endswith("ie"):
        return (lemma[:-2] + "y",)
    is_dropped = lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe"))
    return (lemma[:-1],) if is_dropped else _stems(lemma)


def _third(lemma: str) -> str:
    """Give the form of `he` and `she`: "reaches", "ratifies", "ends"."""
    if lemma == "have":
        return "has"
    return lemma[:-1] + "ies" if _Y.fullmatch(lemma) else lemma + ("es" if _HISSES.fullmatch(lemma) else "s")


@cache
def _irregular() -> dict[str, dict[str, str]]:
    return {line["term"]: line for line in read_lexicon("irregular_verbs")}


class CueForm(NamedTuple):
    """A form of a verb of saying: what its lemma takes, its stance, whether it is spelled like a noun."""

    lemma: str
    form: str
    takes: str
    stance: str
    is_noun: bool


# Of forms that are spelled alike the first counts.
_FORMS = ("past", "s", "ing", "base", "participle")


@cache
def cue_forms() -> Mapping[str, CueForm]:
    """Give every form of the verbs of saying, as it stands in a text.

    >>> cue_forms()["said"].lemma, cue_forms()["put"].form, cue_forms()["according to"].form
    ('say', 'past', 'preposition')
    """
    found: dict[str, CueForm] = {}
    for line in read_lexicon("cues"):
        lemma, takes, stance = line["term"], line["takes"], line["stance"]
        forms = inflect(lemma) if takes != "according" else {"preposition": (lemma,)}
        nouns = {*forms["base"], *forms["s"]} if line["also"] else ()
        for form in (*_FORMS, "preposition"):
            for word in forms.get(form, ()):
                found.setdefault(word, CueForm(lemma, form, takes, stance, word in nouns))
    return found


def cue_words(*takes: str, form: str = "") -> frozenset[str]:
    """Give the forms of the verbs of saying, only those that take something, only those of a form."""
    told = ((word, one) for word, one in cue_forms().items() if form in ("", one.form))
    return frozenset(word for word, one in told if not takes or one.takes in takes)


@cache
def past_forms() -> frozenset[str]:
    """Give the past of every irregular verb: "sold", "sought", "struck".

    >>> "sought" in past_forms(), "sougt" in past_forms(), "sprung" in past_forms()
    (True, False, False)
    """
    return frozenset(line["past"] for line in read_lexicon("irregular_verbs"))


@cache
def participles() -> frozenset[str]:
    """Give the past participle of every irregular verb that neither helps nor says: "stolen", "paid"."""
    return frozenset(line["participle"] for line in read_lexicon("irregular_verbs")) - auxiliaries() - cue_words()


@cache
def changed_forms() -> frozenset[str]:
    """Give the pasts that no other form of their verb is spelled like: "sold", not "cut" or "cast"."""
    return past_forms() - terms("irregular_verbs")


@cache
def auxiliaries() -> frozenset[str]:
    """Give the auxiliaries that can be the verb of a clause, without contracted ones."""
    forms = terms("function_words", **{"class": "auxiliary"}) - {"been", "being", "having", "getting"}
    return frozenset(filter(str.isalpha, forms))


@cache
def finite_verbs() -> frozenset[str]:
    """Give what follows a noun phrase as its verb: auxiliaries, irregular pasts, and presents that are no nouns."""
    return auxiliaries() | past_forms() | terms("verb_uses", use="finite")


@cache
def certain_verbs() -> frozenset[str]:
    """Give the forms that can be nothing but a finite verb, those of verbs of saying apart: "She said that he left"."""
    modal = auxiliaries() - {"be", "do", "get", "gets", "got"}
    saying = cue_words(form="past") - cue_words("adjacent", form="past")
    return modal | (changed_forms() - saying) | terms("verb_uses", use="certain")


def forms_of(term: str, form: str) -> frozenset[str]:
    """Give all that stands in a text for a term of a lexicon, by its column `form`: a verb, a noun, else the term.

    Verbs are inflected (`finite`, `past` and the like: in some forms only) and nouns counted; a hyphen may also be a
    space or nothing, the article inside a term may lack, and Britain spells as America does.

    >>> sorted(forms_of("walk-out", "noun"))
    ['walk out', 'walk outs', 'walk-out', 'walk-outs', 'walkout', 'walkouts']
    >>> "unionized" in forms_of("unionise", "verb"), sorted(forms_of("in favour", "")), sorted(forms_of("go", "past"))
    (True, ['in favor', 'in favour'], ['gone', 'went'])
    """
    inflected = inflect(term) if form in _VERB_FORMS else {"": (term,)}
    found = {spelled for name in _VERB_FORMS.get(form, ("",)) for spelled in inflected[name]}
    if form == "noun":
        found.add(plural(term))
    if form == "verb":
        found |= {spelled.replace(" ", "-") for spelled in inflected["participle"]}  # "the locked-out clerks"
    for ours, theirs in _SPELLINGS:
        if ours in term:
            found |= {spelled.replace(ours, theirs) for spelled in found}
    return frozenset(found)


_VERB_FORMS = {
    "verb": ("base", "s", "past", "participle", "ing"),
    "inflected": ("s", "past", "participle", "ing"),
    "finite": ("s", "past", "participle"),
    "present": ("base", "s"),
    "past": ("past", "participle"),
    "ing": ("ing",),
    "base": ("base",),
}
_SPELLINGS = (("-", " "), ("-", ""), (" the ", " "), ("our", "or"), ("is", "iz"))
_HEAD_FIRST = re.compile(r" (?:of|for|in|on|to|with|at|about|over|worth|from)\b")


def plural(noun: str) -> str:
    """Give the plural of a noun, whatever hangs on it: "redundancies", "rates of pay", "women".

    >>> plural("redundancy"), plural("rate of pay"), plural("loss"), plural("strike vote")
    ('redundancies', 'rates of pay', 'losses', 'strike votes')
    """
    head_ends = _HEAD_FIRST.search(noun)
    before, space, head = noun[: head_ends.start() if head_ends else None].rpartition(" ")
    rest = noun[head_ends.start() :] if head_ends else ""
    return before + space + (_irregular_plurals().get(head) or _third(head)) + rest


@cache
def _irregular_plurals() -> dict[str, str]:
    return {line["singular"]: line["term"] for line in reversed(read_lexicon("irregular_plurals"))}


_WINDOW = 140
_MODAL = r"(?:will|won['’]t|shall|would|could|can|may|might|must|should)"
_BACK = r"(?:could|would)(?:\s+not|n['’]t)\s+[a-z]+|[a-z]{4,17}+(?<=ed)"

# What leads a date and says its tense, as "from" does after an infinitive: "voted to strike from Monday".
_BEFORE = re.compile(
    r"\b(?:(?P<ahead>(?i:by|until|till|planned|as \w+ as)|to\s[a-z]+\s(?:[\w-]+\s){0,4}?(?:from|starting|effective))"
    r"|(?P<back>[Ss]ince))\s+(?:the\s+)?\Z"
)
# Where another clause begins: a date's tense is not that of the sentence before.
_TURN = re.compile(r"(?<![ap]\.m)[.!?]['’”\"]?\s+(?=['‘“\"]?[A-Z])|\n|[;:]\s|,\sbut\s|\s[—–]\s|--")
RELATIVE_AFTER = Pattern(rf",?\s(?:which|who|for\s[a-z]+ing|that\s(?:{_MODAL}|ha[sd]|was|were))\s")


@cache
def _verbs() -> re.Pattern:
    """Compile the verb groups, each with the sign before it: what looks ahead, and the past."""
    uses = ("planned", "intends", "under_way", "timetabled", "ahead", "announced")
    planned, intends, under_way, timetabled, ahead, announced = (any_of("verb_uses", use=use) for use in uses)
    to = r"to\s+(?:be\s+)?[a-z]+"
    forward = (
        rf"{_MODAL}\b(?:\s+(?:\w+ly|not|also))?(?:\s+be|\s+have)?\s+[a-z]+"
        rf"|\w['’]ll\b\s+[a-z]+|{planned}\s+(?:{to}|for\b)|{intends}\s+{to}|(?:is|are)\s+{to}"
        rf"|(?:[Ww]e|I|[Tt]hey|[Yy]ou)\s+{announced}"
        rf"|(?:are|is|am|(?<=\w['’])re)\s+(?:\w{{2,12}}ly\s+)?{under_way}\b|(?<!\sto\s)(?<!\sa\s)(?<!\san\s)(?<!\sthe\s)(?<!helped\s)(?<!\d\s){timetabled}\b(?!\s+of)|{ahead}"
    )
    past = prefix_tree(["was", "were", "been", *past_forms()])
    return re.compile(rf"\W(?:(?P<ahead>(?:{forward})\b)|(?P<back>(?:{_BACK}|{past})\b))")


def _find_verbs(text: str, start: int, end: int) -> Iterator[re.Match]:
    """Find the verb groups of a stretch, each by the sign before it, which a search finds faster than a verb."""
    return _verbs().finditer(text[start - 1 : end] if start else f" {text[:end]}")


def tense_at(text: str, start: int, end: int) -> str:
    """Say `ahead` or `back` by the verb nearest to `text[start:end]`, or nothing where there is none.

    >>> tense_at("Workers would return to the wards Tuesday.", 34, 41)
    'ahead'
    >>> tense_at("The union said Monday that talks had stalled.", 15, 21)
    'back'
    """
    left = max([turn.end() for turn in _TURN.finditer(text, max(0, start - _WINDOW), start)], default=0)
    leading = _BEFORE.search(text, max(left, start - 60), start)
    if leading and not leading[0].startswith("By "):  # "By Monday, 300 had walked out"
        return leading.lastgroup or ""
    if text[end : end + 2] in ("'s", "’s"):
        return "back"
    if before := list(_find_verbs(text, max(left, start - _WINDOW), start)):
        return before[-1].lastgroup or ""
    turn = _TURN.search(text, end, end + _WINDOW)
    # "several thousand workers represented by the union are joining": the participle is no verb of the clause.
    after = _find_verbs(text, end, turn.start() if turn else end + _WINDOW)
    return _told(next((verb for verb in after if not text.startswith(" by ", end - 1 + verb.end())), None))


def _told(verb: re.Match | None) -> str:
    """Give the tense of the verb behind a date: "On Monday they decided to strike" dates what they decided."""
    word = verb[0][1:].partition(" ")[0] if verb else ""
    is_decided = word in terms("verb_uses", use="intends") and (word.endswith("ed") or word in past_forms())
    return "back" if is_decided else (verb and verb.lastgroup) or ""
