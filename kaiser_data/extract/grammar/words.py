"""The forms of English words, made from their lemmas, and the nouns for whoever can say something.

Irregular forms stand in `irregular_verbs` and `irregular_plurals`, all others follow from the spelling. "the striking
nurses", "one commenter", "an independent report" and the pronouns that mean them name people, organisations, and the
papers that speak for them: the lexicons `roles` and `descriptions` list them; of whose side they are is not asked here.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kaiser_data.extract.grammar.term_finder import TermFinder
from kaiser_data.lexicon import Pattern, mapping, read_lexicon, terms

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
    if form in _VERB_FORMS:
        lemma, space, rest = term.partition(" ")
        found = {word + space + rest for name in _VERB_FORMS[form] for word in _forms(lemma)[name]}
    else:
        found = {term, plural(term)} if form == "noun" else {term}
    if form == "verb" and space:  # "the locked-out clerks"
        found |= {f"{word} {rest}".replace(" ", "-") for word in _forms(lemma)["participle"]}
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


def people_in(words: str) -> bool:
    """Tell whether words speak of people, organisations or documents that can say something."""
    return any(True for _ in _FINDER.find(words))


_FINDER = TermFinder(lambda: ((noun, noun) for noun in _described_nouns()))


def ends_in_people(words: str) -> bool:
    """Tell whether words end in a noun for whoever can say something: "the dockers", but not "the dockers’ march"."""
    return any(end == len(words) for _, end, _ in _FINDER.find(words))


_LEAD = Pattern(r"(?:the|an?|one|another|its|their|some|many|several|both|such\san?|this|that|these)\s", re.IGNORECASE)
_WORD = Pattern(r"[\w’'-]+\s")
# What parts such a noun from another that it qualifies: "union officials", "pilots’ union".
_JOINT = re.compile(r"(?:\s[a-z-]+s[’'])?\s")
_MOST_WORDS = 4
_NO_MODIFIERS = terms("function_words", **{"class": "preposition"}) - {"of"}


def people_phrase(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the noun phrase that opens at `start` and whose head is such a noun: "the striking nurses"."""
    at = start
    if lead := _LEAD.match(text, at, end):
        at = lead.end()
    for _ in range(_MOST_WORDS + 1 if lead else 1):
        if found := _FINDER.match(text, at, end):
            return start, _past_heads(text, found[1], end)
        word = _WORD.match(text, at, end)
        at = word.end() if word and word[0].strip() not in _NO_MODIFIERS else end
    return None


def _past_heads(text: str, at: int, end: int) -> int:
    """Go on to the last noun that those before it qualify: "the union", "the union officials"."""
    while (joint := _JOINT.match(text, at, end)) and (head := _FINDER.match(text, joint.end(), end)):
        at = head[1]
    return at


@cache
def _described_nouns() -> frozenset[str]:
    roles = {line[column] for line in read_lexicon("roles") for column in ("term", "plural")}
    return frozenset(noun.lower() for noun in roles | set(mapping("descriptions", "kind")))


@cache
def stops() -> frozenset[str]:
    """Give the words that modify no noun for people: "told drivers", "more drivers", "many companies"."""
    irregular = read_lexicon("irregular_verbs")
    verbs = {line[form] for line in irregular for form in ("term", "past", "participle")}
    verbs |= {f"{line['term']}s" for line in irregular}
    leading = {term.lower() for term in terms("not_names", kind="function")}  # "many companies", "other unions"
    return leading | terms("function_words") | terms("clause_words") | cue_forms().keys() | verbs


_PRONOUNS = {
    "person": ("he", "she", "his", "her"),
    "organisation": ("they", "it", "its", "their"),
    "we": ("we", "i", "our", "us"),
    "relative": ("who", "which", "that"),
}


def pronoun_kind(words: str) -> str:
    """Give the kind of a pronoun, "" for what is none.

    >>> pronoun_kind("She"), pronoun_kind("their"), pronoun_kind("the union")
    ('person', 'organisation', '')
    """
    return next((kind for kind, pronouns in _PRONOUNS.items() if words.lower() in pronouns), "")
