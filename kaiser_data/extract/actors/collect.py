"""From the names of a text to its cast: who is certain, who is an alias, who is proved by the words around.

"the United Nurses Assns. of California/Union of Health Care Professionals, or UNAC/UHCP" defines an acronym; two locals
with one number are one. What no neighbour proves gives no actor.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from kaiser_data.extract.actors.described_people import follows_firm
from kaiser_data.extract.actors.gazetteer import (
    FIRST_NAMES,
    NOT_NAMES,
    ORG_HEADS,
    TRADES,
    known_actors,
    known_as,
    known_forms,
)
from kaiser_data.extract.actors.name_context import kind_in_context, looks_like_union, speaks
from kaiser_data.extract.actors.names import Piece, parse_run
from kaiser_data.extract.actors.runs import find_runs, in_small_letters
from kaiser_data.extract.actors.text_actors import (
    ORGANISATIONS,
    Cast,
    Forms,
    Member,
    Naming,
    is_site,
    opens_sentence,
    slug,
)
from kaiser_data.lexicon import Pattern, terms
from kaiser_data.rows import fold, straight

_ACRONYM_AFTER = Pattern(
    r"[’']?s?,?\s*(?:\(|\s?or\s(?:the\s)?|(?:also\s)?known\sas\s(?:the\s)?|called\s(?:the\s)?)[“\"]?([A-Z][A-Za-z]{0,3}[A-Z][A-Za-z/&.-]{0,12}|"
    r"[A-Z][a-z]+[A-Z]\w*)[”\"]?[,)]"
)
_WORD_AFTER = re.compile(r"\s\(([A-Z][a-z]{2,9})\)")
_TRADES = Pattern(r"(?:\b[Tt]he|\bof)\s((?:[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2},\s)+)\Z")
# "the Ford government": no "Ford" is a firm where a text speaks of one.
_RULER = re.compile(r"\b([A-Z]\w+)\s(?:government|administration)\b")
# Forms of known names that are English words as well: the union Unite, the party Labour.
_AMBIGUOUS = frozenset(known_forms().keys() & NOT_NAMES.keys()) | terms("head_uses", use="word")
_LOCAL = re.compile(r"\b(?:Local|[A-Z]{3,6}) (?:No\.? ?)?(\d+[A-Z]{0,2})$")
# Kinds that the words of a name can prove alone.
_PROVED = ORGANISATIONS | {"person", "place"}


def read_cast(text: str, edges: list[int]) -> Cast:
    """Find everyone whom a text names; `edges` are the ends of its paragraphs, which no name crosses."""
    cast = Cast()
    namings: list[Naming] = []
    unproved: list[Piece] = []
    found = _with_trades(text, _without_titles(text, list(_find_as_spelled(text, edges))))
    firms = {piece.form for piece in found if " " in piece.form and follows_firm(text, piece.start)}
    firms -= {piece.form for piece in found if piece.actor_id or piece.kind not in ("", "person")}
    found = [one._replace(kind="employer", rule="context") if one.form in firms else one for one in found]
    wholes, rulers = _whole_names(text, found), {*_RULER.findall(text)}
    for piece in found:
        is_ruler = piece.kind == "employer" and piece.name in rulers
        if not is_ruler and (naming := _certain(cast, text, piece, wholes.get(piece.form, piece))):
            namings.append(naming)
        else:
            unproved.append(piece)
    namings += _place_rest(cast, text, unproved)
    cast.settle(namings)
    return cast


def _find_as_spelled(text: str, edges: list[int]) -> Iterator[Piece]:
    """Give the names of a text, but no place in capitals: it is named as the text spells it."""
    found = _find(in_small_letters(text), edges)
    return (one for one in found if one.kind != "place" or text.startswith(one.name[:3], one.start))


def _find(text: str, edges: list[int]) -> Iterator[Piece]:
    """Give the names of a text, each with its edges in the text."""
    surnames: set[str] = set()
    for start, end in find_runs(text):
        edge = edges[bisect_left(edges, start)] if "\n" in text[start:end] and start < edges[-1] else end
        for first, last in ((start, edge), (edge, end)) if edge < end else ((start, end),):
            first = last - len(text[first:last].lstrip())
            run = text[first:last]
            is_surname = run in surnames and (not parse_run(run) or speaks(text, first, last))
            for piece in [Piece(0, len(run), "", "", "shape.surname", run, run)] if is_surname else parse_run(run):
                yield piece._replace(start=first + piece.start, end=first + piece.end)
                if piece.kind == "person" and " " in piece.name:
                    # "Hall" and "London" after "Carl Hall", "Jo London"; "Park" after "Park Hyun Tae"
                    words = piece.name.split(" ")
                    surnames |= {words[-1], *({words[0]} - FIRST_NAMES)}


def _without_titles(text: str, found: list[Piece]) -> list[Piece]:
    """Leave out what only a headline in capitals names: "Lucky Locks Out Workers" is no union."""
    lines = [text.rfind("\n", 0, piece.start) + 1 for piece in found]
    titles = {line for line in {*lines} if _is_title(text, line)}
    told = [(piece, line in titles) for piece, line in zip(found, lines, strict=True)]
    plain = {piece.form for piece, in_title in told if not in_title}
    return [one for one, in_title in told if not in_title or one.actor_id or one.kind == "place" or one.form in plain]


def _with_trades(text: str, found: list[Piece]) -> list[Piece]:
    """Let a union's name begin with the trades that it lists: "the Bakery, Confectionery and Tobacco Workers"."""
    kept: list[Piece] = []
    for piece in found:
        listed = (
            " and " in piece.name
            and (piece.kind == "union" or looks_like_union(text, piece.start, piece.end))
            and _TRADES.search(text, max(0, piece.start - 120), piece.start)
        )
        inside = [one for one in kept if one.end > listed.start(1)] if listed else []
        if listed and all(one.kind not in ("person", "place") and not one.actor_id for one in inside):
            kept = kept[: len(kept) - len(inside)]
            start = min([listed.start(1), *(one.start for one in inside)])
            name = fold(text[start : piece.end])
            known = known_forms().get(straight(name), piece.actor_id)
            piece = piece._replace(start=start, kind="union", actor_id=known, name=name, form=straight(name))
        kept.append(piece)
    return kept


def _is_title(text: str, start: int) -> bool:
    """Tell whether a line is a headline of which every word of weight has a capital."""
    line = text[start : start + 200].partition("\n")[0].strip()
    words = [word for word in re.findall(r"[^\W\d_]{4,}", line) if word.lower() not in terms("function_words")]
    return len(words) > 3 and not line.endswith((".", "”", '"')) and all(word[0].isupper() for word in words)


def _whole_names(text: str, found: list[Piece]) -> dict[str, Piece]:
    """Give the name that a text has in full for whom a form means: "ATU Local 741" for "Local 741".

    An acronym is what the text spells it out as, not what the lexicon knows under it.
    """
    wholes: dict[str, Piece] = {}
    locals_: dict[str, Piece] = {}
    for piece in sorted(found, key=lambda one: len(one.name)):
        if piece.kind in ORGANISATIONS:
            if local := _LOCAL.search(piece.form):
                locals_[local[1]] = piece
            acronym = _acronym_after(text, piece.start, piece.end)
            if acronym and acronym[1] in known_forms() and not known_as(acronym[1], piece.name):
                wholes[acronym[1]] = piece
            if text.startswith(" union", piece.end) and f"{piece.form} Union" in known_forms():
                wholes[piece.form] = parse_run(f"{piece.form} Union")[0]  # "the Rail and Dock union"
    forms = {piece.form: local[1] for piece in found if (local := _LOCAL.search(piece.form))}
    locals_ = {form: locals_[number] for form, number in forms.items() if number in locals_}
    return wholes | _whole_firms({piece.form: piece for piece in found if piece.kind == "employer"}) | locals_


def _whole_firms(firms: dict[str, Piece]) -> dict[str, Piece]:
    """Give the whole name of each firm, longer by its kind of firm, or as the lexicon knows it: "Norlink Inc"."""
    kinds = {long: [ORG_HEADS.get(word.rstrip(".")) for word in long.split()] for long in firms if not is_site(long)}
    pairs = ((form, long) for long in kinds for form in firms if long.startswith(f"{form} "))
    pairs = [(form, long) for form, long in pairs if {*kinds[long][len(form.split()) :]} == {"employer"}]
    known = {long: firms[form] for form, long in pairs if firms[form].actor_id}
    return {form: firms[long] for form, long in pairs if not firms[form].actor_id} | known


def _acronym_after(text: str, start: int, end: int) -> re.Match | None:
    """Find the acronym that a name defines: "Long Name (LN)", "Long Name, or LN,", "Long Name of All (Lona)"."""
    if found := _ACRONYM_AFTER.match(text, end):
        return found
    word = _WORD_AFTER.match(text, end)
    letters = iter(text[start:end].lower())
    return word if word and all(letter in letters for letter in word[1].lower()) else None


def _certain(cast: Cast, text: str, piece: Piece, whole: Piece) -> Naming | None:
    """Take in a name that its own words prove; `whole` is the same in full."""
    start, end, kind = piece.start, piece.end, whole.kind
    if kind == "place":
        return Naming(start, end, "place", "", piece.rule)
    known = known_actors().get(whole.actor_id)
    if not known and (kind not in _PROVED or (kind == "person" and " " not in piece.name)):
        return None
    if known and piece.name in _AMBIGUOUS and _opens_as_word(text, start, end):
        return None
    member = _enter(cast, whole.actor_id or slug(whole.form), known.name if known else whole.name, kind, start)
    if known:
        member.side, member.member_of = known.side, known.member_of
    member.aliases.setdefault(piece.name, start)
    if kind in ORGANISATIONS and (acronym := _acronym_after(text, start, end)):
        member.aliases.setdefault(acronym[1], acronym.start(1))
    return Naming(start, end, kind, member.actor_id, piece.rule)


def _opens_as_word(text: str, start: int, end: int) -> bool:
    """ "Unite behind them!", "Labour Minister Ana Ruiz", but "Unite said" and "Unite, the union,"."""
    office = " ".join(text[start : end + 20].split()[:2]).lower()
    opens = opens_sentence(text, start) and not speaks(text, start, end)
    return office in terms("roles") or (opens and not looks_like_union(text, start, end))


def _enter(cast: Cast, actor_id: str, name: str, kind: str, start: int) -> Member:
    member = cast.members.get(actor_id)
    if member and member.name != name and not (member.name.isascii() or name.isascii()):
        actor_id, member = f"{actor_id}-2", cast.members.get(f"{actor_id}-2")  # Zoë Muller and Zoé Müller are two
    if member is None:
        member = cast.members[actor_id] = Member(actor_id, name, kind, first=start)
    return member


def _place_rest(cast: Cast, text: str, unproved: list[Piece]) -> list[Naming]:
    """Tie short forms to the actors they mean, then judge what is left by its neighbours."""
    short, left = _place_short(cast, text, unproved)
    proved = _prove(cast, text, left)
    # Only a name or alias that is new since can tell whom another short form means.
    starts = {naming.start for naming in proved}
    return short + proved + _place_short(cast, text, [one for one in left if one.start not in starts])[0]


def _place_short(cast: Cast, text: str, unproved: list[Piece]) -> tuple[list[Naming], list[Piece]]:
    """Give the namings by short forms, and what is left."""
    forms = Forms(cast)
    namings: list[Naming] = []
    left: list[Piece] = []
    for piece in unproved:
        if actor_id := forms.find(piece.form, piece.start, text):
            cast.members[actor_id].aliases.setdefault(piece.form, piece.start)
            namings.append(Naming(piece.start, piece.end, cast.members[actor_id].kind, actor_id, "alias"))
        else:
            left.append(piece)
    return namings, left


def _kind_in_context(text: str, name: str, places: list[Piece]) -> str:
    """Give the kind that neighbours prove, but a union's to a trade: "bakers at Crane Engineers"."""
    kind = kind_in_context(text, name, places)
    return "union" if kind == "employer" and " " in name and name.split()[-1].lower() in TRADES else kind


def _with_surnames(kinds: dict[str, str]) -> dict[str, str]:
    """Let a surname tell what two or three capitals name: "Cyn Carrola buffs floors. Carrola said"."""
    surnames = {name for name, kind in kinds.items() if kind == "person" and " " not in name}
    names = {name for name in kinds if name.count(" ") in (1, 2) and name.rpartition(" ")[2] in surnames}
    return {name: kind or ("person" if name in names else "") for name, kind in kinds.items()}


def _prove(cast: Cast, text: str, left: list[Piece]) -> list[Naming]:
    """Enter names that at least one of their neighbourhoods proves; the longer ones first."""
    forms = Forms(cast)
    proved: list[Naming] = []
    told: dict[str, list[Piece]] = {}
    for one in left:
        told.setdefault(one.form, []).append(one)
    kinds = {name: _kind_in_context(text, name, places) for name, places in told.items()}
    for name, kind in sorted(_with_surnames(kinds).items(), key=lambda one: -one[0].count(" ")):
        places = told[name]
        is_short = " " not in name or kind == "person"
        if not kind or (is_short and forms.find(name, places[0].start, text)):
            continue  # "Thackeray" may be a short form of a name that was proved just before, "Leao Franco" as well
        if kind == "place":
            proved += [Naming(one.start, one.end, "place", "", "place.context") for one in places]
        else:
            member = _enter(cast, slug(name), name, kind, places[0].start)
            member.aliases.setdefault(name, places[0].start)
            forms.add(member)
            proved += [Naming(one.start, one.end, kind, member.actor_id, "context") for one in places]
    return proved
