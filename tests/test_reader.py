"""A text as a page: nothing lost, nothing moved, nothing run, every row at its address."""

import re
from html.parser import HTMLParser

import pytest
from typer.testing import CliRunner

from kaiser_data.cli import app
from kaiser_data.reader import actors_page, cells_of, page
from kaiser_data.reader.marked import Mark, addresses, cut, mention_anchor
from kaiser_data.rows import TABLES, Figure, Quote, fold
from kaiser_data.sources import make_document
from kaiser_data.tables import read_cells, read_text

HOSTILE = (
    'Strikers </p><script>alert("1,200")</script> & “<b>we won</b>,” said <img src=x onerror=alert(1)> Ana Ruiz.\n'
    "javascript:alert(1) costs $5.\n"
)


class Page(HTMLParser):
    """What a browser would show of the text, and which ids, links and scripts the page has."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.shown, self.ids, self.links, self.elements = [], [], [], []
        self._inside = False
        self._number = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.elements.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if "href" in values else []
        self._inside = self._inside or values.get("id") == "text"
        self._number = tag == "sup"

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "main"
        self._number = False

    def handle_data(self, data):
        if self._inside and not self._number:
            self.shown.append(data)

    @property
    def text(self):
        return fold(" ".join("".join(self.shown).split()))


@pytest.fixture(scope="module")
def tables():
    return {name: read_cells(name) for name in TABLES}


@pytest.fixture(scope="module")
def pages(tables):
    names = [source["source_id"] for source in tables["sources"]]
    return {name: Page(page(tables, name, read_text(name), home="../index.html")) for name in names}


@pytest.fixture(scope="module")
def excerpts(tables):
    names = [source["source_id"] for source in tables["sources"]]
    return {name: Page(page(tables, name, read_text(name), home="../index.html", excerpts=True)) for name in names}


def hostile(**named):
    document = make_document(HOSTILE, source_id="bait", **named)
    start = HOSTILE.index("1,200")
    words = HOSTILE.index("<b>we won</b>,")
    figure = Figure(
        figure_id="bait-f1", source_id="bait", start=start, end=start + 5, text="1,200", measure="count",
        topic="other", value=1200.0, unit="<i>", counted="\"><script>alert(2)</script>", rule="r", sentence=HOSTILE,
    )  # fmt: skip
    quote = Quote(
        quote_id="bait-q1", source_id="bait", start=words, end=words + 14, text="<b>we won</b>,", kind="direct",
        utterance_id="bait-q1", speaker="Ana \"><script>alert(3)</script> Ruiz", side="worker", rule="r",
        sentence=HOSTILE,
    )  # fmt: skip
    return cells_of({"sources": (document.source,), "figures": (figure,), "quotes": (quote,)})


def test_segments_joined_are_the_text():
    text = "There are 96 beds, she said, and more."
    marks = [Mark(0, 17, "q"), Mark(10, 12, "f"), Mark(10, 37, "e"), Mark(17, 17, "empty")]
    segments = next(cut(text, [(0, len(text))], marks))
    assert "".join(segment.text for segment in segments) == text
    assert [(s.text, s.over, s.begins) for s in segments[:2]] == [
        ("There are ", ("q",), ("q",)),
        ("96", ("f", "q", "e"), ("f", "e")),
    ]


def test_a_mark_over_two_spans_begins_once():
    first, second = cut("one two", [(0, 3), (4, 7)], [Mark(0, 7, "q")])
    assert [s.begins for s in (*first, *second)] == [("q",), ()]


def test_a_page_shows_the_whole_text_in_its_order(pages):
    for source_id, shown in pages.items():
        assert fold(shown.text).replace(" ", "") == re.sub(r"\s", "", read_text(source_id))


def test_every_row_has_an_address_that_exists_once(pages, tables):
    found = addresses(tables)
    actors = Page(actors_page(tables, home="../index.html"))
    ids = {f"{name}.html": shown.ids for name, shown in pages.items()} | {"actors.html": actors.ids}
    keys = {"sources": "source_id", "actors": "actor_id", "events": "event_id", "figures": "figure_id"}
    keys["quotes"] = "quote_id"
    for table, key in keys.items():
        for row in tables[table]:
            name, _, anchor = found[row[key]].partition("#")
            assert ids[name].count(anchor) == (1 if anchor else 0)
    for mention in tables["mentions"]:
        assert mention_anchor(mention) in ids[f"{mention['source_id']}.html"]


def test_no_id_stands_twice_and_no_link_leads_nowhere(pages, tables):
    actors = Page(actors_page(tables, home="../index.html"))
    ids = {f"{name}.html": set(shown.ids) for name, shown in pages.items()} | {"actors.html": set(actors.ids)}
    for name, shown in pages.items():
        assert len(shown.ids) == len(set(shown.ids))
        for link in shown.links:
            target, _, anchor = link.partition("#")
            if link not in ("../index.html", f"../cite.html#text-{name}", "data:,") and not link.startswith("http"):
                assert anchor in ids[target or f"{name}.html"] | {""}


def test_excerpts_have_the_same_addresses(pages, excerpts):
    for name, shown in pages.items():
        assert set(excerpts[name].ids) == set(shown.ids)


def test_excerpts_show_cited_sentences_and_no_others(excerpts, tables):
    for name, shown in excerpts.items():
        cited = [
            row for table in ("mentions", "figures", "quotes") for row in tables[table] if row["source_id"] == name
        ]
        whole = " ".join(row["sentence"] for row in cited)
        for passage in re.split(r"\[…\] ?", shown.text):
            for sentence in re.split(r"(?<=[.!?”]) (?=[A-Z“])", passage.strip()):
                assert fold(sentence) in whole or len(sentence) < 40, sentence
    assert any("[…]" in shown.text for shown in excerpts.values())


def test_excerpts_are_shorter_than_their_texts(excerpts):
    assert any(len(shown.text) < 0.95 * len(read_text(name)) for name, shown in excerpts.items())


def test_what_a_text_brings_is_shown_as_text():
    html = page(hostile(), "bait", HOSTILE)
    shown = Page(html)
    assert shown.elements.count("script") == 1
    assert not {"img", "b", "i"} & set(shown.elements)
    assert shown.text.replace(" ", "") == re.sub(r"\s", "", HOSTILE)
    assert "onerror=alert(1)>" in shown.text


def test_only_a_web_address_becomes_a_link():
    assert "https://a.example/x" in Page(page(hostile(url="https://a.example/x"), "bait", HOSTILE)).links
    assert not [x for x in Page(page(hostile(url="javascript:alert(1)"), "bait", HOSTILE)).links if "javascript" in x]


def test_a_page_alone_links_nothing_outside_itself():
    links = Page(page(hostile(), "bait", HOSTILE)).links
    assert links
    assert all(link.startswith("#") or link == "data:," for link in links)


def test_a_text_without_rows_is_a_page():
    document = make_document("Nothing happened.", source_id="quiet")
    assert (
        "Nothing happened." in Page(page(cells_of({"sources": (document.source,)}), "quiet", "Nothing happened.")).text
    )


def test_a_page_is_the_same_each_time(tables):
    name = tables["sources"][0]["source_id"]
    assert page(tables, name, read_text(name)) == page(tables, name, read_text(name))


STRIKE = "About 1,200 dockers walked off the job Monday. “We are done <b>waiting</b>,” said Ana Ruiz, a crane driver.\n"


def test_any_file_is_read_as_a_page(tmp_path):
    (tmp_path / "strike.txt").write_text(STRIKE, encoding="utf-8")
    arguments = [
        "read",
        str(tmp_path / "strike.txt"),
        "--published",
        "2024-01-03",
        "--out",
        str(tmp_path / "page.html"),
    ]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    shown = Page((tmp_path / "page.html").read_text(encoding="utf-8"))
    assert shown.text == fold(STRIKE)
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<title>About 1,200 dockers walked off the job Monday." in html
    assert "<dd>given</dd>" in html
    assert "strike-f00000" in shown.ids
    assert f"strike-q{STRIKE.index('We are'):05d}" in shown.ids
    assert "b" not in shown.elements


def test_a_page_goes_to_standard_output_where_no_file_is_named(tmp_path):
    (tmp_path / "strike.txt").write_text(STRIKE, encoding="utf-8")
    result = CliRunner().invoke(app, ["read", str(tmp_path / "strike.txt")])
    assert result.stdout.startswith("<!doctype html>")
    assert "date expression" in result.stderr


def test_a_file_that_is_not_there_is_answered_in_a_line():
    result = CliRunner().invoke(app, ["read", "nowhere.txt"])
    assert result.exit_code == 2
    assert "there is no file nowhere.txt" in result.stderr
