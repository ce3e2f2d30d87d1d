"""The site and the reader in a real browser: served on loopback, every other host closed.

Where there is no Chromium these tests skip and say so; `.ci/run` installs it.
"""

import csv
import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kaiser_data.citation import data_set
from kaiser_data.reader import page
from kaiser_data.reader.marked import addresses, mention_anchor
from kaiser_data.rows import TABLES
from kaiser_data.tables import fields_of, read_cells
from tests.test_export import sentences
from tests.test_reader import HOSTILE, hostile

ROOT = Path(__file__).parent.parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HEAVIEST = 3_000_000
# Whoever runs as root, in a container for instance, gets no sandbox.
ARGUMENTS = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
# axe looks at each rule for each element, up to ten seconds a page: at each make of page, at a few on a phone as well.
ON_A_PHONE = {"index.html", "findings.html", "tables/quotes.html", "notebooks/02_headcounts.html", "reader/actors.html"}
ON_A_DESK = ON_A_PHONE | {
    "cite.html",
    "codebook.html",
    "coding.html",
    "corrections.html",
    "fields.html",
    "notebooks/05_your_own_text.html",
    "reader.html",
    "reader/usw-2021-10-01.html",
    "rules.html",
    "search.html",
    "tables.html",
    "tables/events.html",
}
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


def build(folder: Path, *options: str) -> Path:
    out = folder / "html"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-E", "-b", "html", *options]
    result = subprocess.run(
        [*command, "-d", str(folder / "doctrees"), str(ROOT / "docs"), str(out)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    return out


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return build(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    return build(tmp_path_factory.mktemp("public"), "-D", "excerpts=1")


@pytest.fixture(scope="module")
def tables():
    return {name: read_cells(name) for name in TABLES}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def served(site):
    (site / "bait.html").write_text(page(hostile(), "bait", HOSTILE), encoding="utf-8")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM:
        pytest.skip("no Chromium: install it (Debian: apt-get install chromium) to test the site")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser, served):
    """A page that notes errors, foreign requests and weight."""
    context = browser.new_context(viewport=WIDE)
    tab = context.new_page()
    tab.noted, tab.weight = [], []

    def gate(route):
        if route.request.url.startswith((served, "data:")):
            route.continue_()
        else:
            tab.noted.append(route.request.url)
            route.abort()

    context.route("**/*", gate)
    tab.on("console", lambda message: tab.noted.append(message.text) if message.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: tab.noted.append(str(error)))
    tab.on("dialog", lambda dialog: (tab.noted.append("a script of the text ran"), dialog.dismiss()))
    tab.on("response", lambda response: tab.weight.append(int(response.headers.get("content-length", 0))))
    yield tab
    context.close()


def violations(tab) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(tab).response["violations"]
    grave = [v for v in found if v["impact"] in ("serious", "critical")]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in grave]


def names(site: Path) -> list[str]:
    return sorted(str(path.relative_to(site)) for path in site.rglob("*.html"))


def test_two_builds_give_the_same_files(public, tmp_path):
    again = build(tmp_path, "-D", "excerpts=1")
    files = {path.relative_to(public) for path in public.rglob("*") if path.is_file()}
    assert files == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    assert not [str(name) for name in files if (public / name).read_bytes() != (again / name).read_bytes()]


def test_the_public_site_holds_no_sentence_that_no_row_cites(site, public, tables):
    cited = " ".join(row["sentence"] for table in ("mentions", "figures", "quotes") for row in tables[table])
    uncited = [sentence for sentence in sentences(ROOT) if len(sentence) > 60 and sentence not in cited]
    assert uncited

    def held(folder):
        files = [path for path in folder.rglob("*") if path.suffix in (".html", ".js", ".json", ".csv", ".txt")]
        words = " ".join(re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8")) for path in files)
        return [sentence for sentence in uncited if sentence in words]

    assert held(site)
    assert held(public) == []


def test_both_sites_have_the_same_addresses(site, public):
    for path in (public / "reader").glob("*.html"):
        ids = [re.findall(r' id="([^"]+)"', (folder / "reader" / path.name).read_text()) for folder in (site, public)]
        assert sorted(ids[0]) == sorted(ids[1])


def test_every_page_loads_alone_and_light_without_a_serious_barrier_or_scrolling_sideways(tab, site, served):
    assert set(names(site)) >= ON_A_DESK
    for name in names(site):
        tab.weight.clear()
        tab.set_viewport_size(NARROW)
        tab.goto(f"{served}/{name}", wait_until="load")
        for size, looked_at in ((NARROW, ON_A_PHONE), (WIDE, ON_A_DESK)):
            tab.set_viewport_size(size)
            if name in looked_at:
                assert violations(tab) == [], name
            assert tab.evaluate("document.documentElement.scrollWidth") <= size["width"], name
        # All that a page asks for it has asked for by now.
        assert tab.noted == [], name
        assert 0 < sum(tab.weight) < HEAVIEST, name


def test_charts_draw(tab, served):
    kind = "application/vnd.vegalite.v5+json"
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        charts = [output for cell in cells for output in cell.get("outputs", []) if kind in output.get("data", {})]
        tab.goto(f"{served}/notebooks/{path.stem}.html", wait_until="load")
        assert tab.locator("figure.chart").count() == len(charts)
        for figure in tab.locator("figure.chart").all():
            figure.locator("div svg").wait_for()
            assert figure.locator("div svg").bounding_box()["width"] > 100


def test_on_a_phone_a_chart_fits_and_its_marks_get_their_share(tab, served):
    tab.set_viewport_size(NARROW)
    tab.goto(f"{served}/index.html", wait_until="load")
    tab.locator("figure[data-drawn]").wait_for()
    tab.wait_for_function(
        "(figure => figure.scrollWidth <= figure.clientWidth + 8)(document.querySelector('figure.chart'))"
    )
    plots = tab.locator("figure.chart .role-frame .background, figure.chart .background").all()
    assert max(plot.bounding_box()["width"] for plot in plots) > 0.4 * NARROW["width"]


def test_a_click_on_a_chart_leads_to_the_row(tab, site, served, tables, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    from extensions.charts import as_html

    row = tables["figures"][0]["figure_id"]
    source = tables["sources"][0]["source_id"]
    bars = {"values": [{"source_id": source, "figure_id": row, "value": 1, "words": "</script><b>bait</b>"}]}
    size = {"width": 200, "height": 200}
    encoding = {"x": {"field": "value", "type": "quantitative"}}
    spec = {"data": bars, "mark": "bar", "encoding": encoding, "description": "One bar", **size}
    output = {"data": {"application/vnd.vegalite.v5+json": spec}}
    figure = json.loads(as_html({"cells": [{"cell_type": "code", "source": [], "outputs": [output]}]}))["cells"][0][
        "outputs"
    ][0]["data"]["text/html"]
    scripts = "".join(f'<script src="_static/{name}.js"></script>' for name in ("vega", "addresses", "charts"))
    (site / "probe.html").write_text(f"<!doctype html><html data-content_root='./'>{scripts}{figure}", encoding="utf-8")
    tab.goto(f"{served}/probe.html", wait_until="load")
    (site / "probe.html").unlink()
    tab.locator("figure[data-drawn] .mark-rect path").click()
    tab.wait_for_url(f"**/reader/{addresses(tables)[row]}")


@pytest.fixture
def text(tables):
    """The source with most rows, where marks overlap."""
    cited = [row["source_id"] for table in ("figures", "quotes", "mentions") for row in tables[table]]
    return max(set(cited), key=cited.count)


def rows_of(tables, table, source_id):
    return [row for row in tables[table] if row["source_id"] == source_id]


def test_a_click_on_a_mark_opens_its_row(tab, served, tables, text):
    figure = rows_of(tables, "figures", text)[0]
    tab.goto(f"{served}/reader/{text}.html")
    tab.locator(f'.m[data-rows^="{figure["figure_id"]}"]').first.click()
    shown = tab.locator("#panel .card").first
    assert shown.locator(".cited").inner_text() == figure["text"]
    assert figure["figure_id"] in shown.inner_text()
    assert tab.url.endswith("#" + figure["figure_id"])


def test_a_mark_over_a_mark_opens_both(tab, served, tables, text):
    tab.goto(f"{served}/reader/{text}.html")
    overlapping = tab.locator('.m[data-rows*=" "]').first
    rows = overlapping.get_attribute("data-rows").split()
    overlapping.click()
    shown = [card.get_attribute("data-anchor") for card in tab.locator("#panel .card").all()]
    assert shown == rows


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_an_address_scrolls_to_its_mark_and_opens_its_row(tab, served, tables, size):
    tab.set_viewport_size(size)
    found = addresses(tables)
    wanted = [
        tables[t][-1][key] for t, key in (("figures", "figure_id"), ("quotes", "quote_id"), ("events", "event_id"))
    ]
    wanted.append(mention_anchor(tables["mentions"][-1]))
    for row in wanted:
        tab.goto("about:blank")
        tab.goto(f"{served}/reader/{found[row]}")
        mark = tab.locator(".m.chosen").first
        box = mark.bounding_box()
        panel = tab.locator("#panel").bounding_box()
        assert 0 <= box["y"] < (panel["y"] if size == NARROW else size["height"]), row
        card = tab.locator("#panel .card").first
        assert row in (card.get_attribute("data-anchor"), card.locator("code").inner_text())


def test_every_address_opens_a_row(tab, served, tables):
    for source in tables["sources"]:
        tab.goto(f"{served}/reader/{source['source_id']}.html")
        anchors = tab.evaluate("Array.from(document.querySelectorAll('.at'), place => place.id)")
        opened = tab.evaluate(
            """anchors => anchors.filter(anchor => {
                document.getElementById('close').click();
                history.replaceState(null, '', '#' + anchor);
                dispatchEvent(new HashChangeEvent('hashchange'));
                return !document.getElementById('panel').hidden;
            })""",
            anchors,
        )
        assert opened == anchors


def test_the_reader_works_without_a_mouse(tab, served, text):
    tab.goto(f"{served}/reader/{text}.html")
    first = tab.locator("a.m").first
    first.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#panel").is_visible()
    assert tab.evaluate("document.activeElement.id") == "panel"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "close"
    tab.keyboard.press("Escape")
    assert tab.locator("#panel").is_hidden()
    assert tab.evaluate("document.activeElement.dataset.rows") == first.get_attribute("data-rows")


def test_an_open_row_is_no_barrier(tab, served, text):
    for size in (WIDE, NARROW):
        tab.set_viewport_size(size)
        tab.goto(f"{served}/reader/{text}.html")
        tab.locator("a.m").first.click()
        tab.locator("#list").click()
        assert violations(tab) == []


def test_filters_leave_what_they_name(tab, served, tables, text):
    tab.goto(f"{served}/reader/{text}.html")
    quotes, figures = rows_of(tables, "quotes", text), rows_of(tables, "figures", text)
    total = len(quotes) + len(figures) + len(rows_of(tables, "mentions", text))
    tab.locator("[name=kind][value=event]").uncheck()
    assert tab.locator("output").inner_text() == f"{len(quotes) + len(figures)} of {total} marks"
    assert tab.locator('.m[data-kinds*="e"]').count() == 0
    tab.locator("[name=kind][value=event]").check()
    speaker = next(quote["speaker"] for quote in quotes if quote["speaker"])
    tab.locator("[name=speaker]").select_option(speaker)
    left = [r for r in quotes if r["speaker"] == speaker] + [r for r in figures if r["claimed_by"] == speaker]
    assert tab.locator("output").inner_text() == f"{len(left)} of {total} marks"
    tab.locator("[name=speaker]").select_option("")
    side = next(quote["side"] for quote in quotes if quote["side"])
    tab.locator("[name=side]").select_option(side)
    assert {card.get_attribute("data-side") for card in tab.locator("#rows .card:not([hidden])").all()} == {side}
    assert tab.locator("a.m[href]").count() < tab.locator("a.m").count()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_mark_that_was_chosen_stays_in_sight(tab, served, text, size):
    tab.set_viewport_size(size)
    tab.goto(f"{served}/reader/{text}.html")
    tab.locator("[name=speaker]").select_option(index=2)
    left = tab.locator(".m:not([data-kinds=''])").first
    assert 0 <= left.bounding_box()["y"] < size["height"]
    tab.locator("[name=speaker]").select_option("")
    for mark in (tab.locator("a.m").nth(9), tab.locator("a.m").last):
        mark.click()
        panel, close = tab.locator("#panel").bounding_box(), tab.locator("#close").bounding_box()
        assert 0 <= panel["y"] <= close["y"] < size["height"] - close["height"]
        assert 0 <= mark.bounding_box()["y"] < (panel["y"] if size == NARROW else size["height"])


def test_in_print_the_rows_follow_the_text(tab, served, text):
    tab.goto(f"{served}/reader/{text}.html")
    assert tab.locator("#rows").is_hidden()
    tab.emulate_media(media="print")
    assert tab.locator("#rows").is_visible()
    assert tab.locator(".filters").is_hidden()


def test_without_a_script_text_and_rows_are_there(browser, served, text):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{served}/reader/{text}.html")
    assert tab.locator("#rows .card").first.is_visible()
    context.close()


def test_a_hostile_text_is_only_shown(tab, served):
    tab.goto(f"{served}/bait.html", wait_until="load")
    for mark in tab.locator("a.m").all():
        mark.click()
    assert "<script>alert" in tab.locator("#text").inner_text()
    assert tab.noted == []
    assert violations(tab) == []


def test_a_table_sorts_filters_and_leads_to_the_reader(tab, served, tables):
    tab.goto(f"{served}/tables/figures.html")
    rows = tab.locator(".published tbody tr:not([hidden])")
    assert rows.count() == len(tables["figures"])
    column = tab.locator(".published thead th").all_inner_texts().index("value")
    tab.get_by_role("button", name="value", exact=True).click()
    tab.get_by_role("button", name="value", exact=True).click()
    assert float(rows.first.locator("td").nth(column).inner_text()) == max(float(r["value"]) for r in tables["figures"])
    measure = next(field for field in fields_of("figures") if field["name"] == "measure")["constraints"]["enum"][0]
    tab.get_by_label("measure").select_option(measure)
    left = [row for row in tables["figures"] if row["measure"] == measure]
    assert rows.count() == len(left)
    assert tab.locator(".published output").inner_text() == f"{len(left)} of {len(tables['figures'])} rows"
    tab.get_by_label("Filter rows").fill(left[0]["figure_id"])
    assert rows.count() == 1
    rows.first.get_by_role("link", name=left[0]["figure_id"]).click()
    tab.wait_for_url("**/reader/" + addresses(tables)[left[0]["figure_id"]])
    assert tab.locator("#panel").is_visible()


def test_every_download_is_there(tab, site, served):
    tab.goto(f"{served}/download.html")
    links = [link.get_attribute("href") for link in tab.locator("a[href^=downloads]").all()]
    assert len(links) > 10
    assert not [link for link in links if not (site / link).is_file()]


def test_a_filtered_table_can_be_sent_and_taken_along(tab, served, tables):
    tab.goto(f"{served}/tables/figures.html?topic=wage&q=raise")
    left = [row for row in tables["figures"] if row["topic"] == "wage"]
    shown = tab.locator(".published tbody tr:not([hidden])").count()
    assert 0 < shown <= len(left)
    tab.get_by_label("Filter rows").fill("")
    assert tab.url.endswith("/tables/figures.html?topic=wage")
    with tab.expect_download() as waited:
        tab.get_by_role("link", name=f"Download these {len(left)} rows").click()
    with Path(waited.value.path()).open(encoding="utf-8", newline="") as stream:
        assert list(csv.DictReader(stream)) == left


def test_the_front_page_shows_chart_rows_and_citation(tab, served, tables):
    tab.goto(f"{served}/index.html", wait_until="load")
    tab.locator("figure.chart div svg").wait_for()
    sentences_shown = tab.locator(".plain td:nth-child(3)").all_inner_texts()
    assert len(sentences_shown) == 5
    cited = {row["sentence"] for table in ("figures", "quotes", "mentions") for row in tables[table]}
    assert all(any(sentence in shown for sentence in cited) for shown in sentences_shown)
    assert "[data set]" in tab.locator(".cite pre").inner_text()


def test_a_search_finds_rows_by_their_words_and_speakers(tab, served):
    for asked, row in (("31,000", "latimes-2026-02-23-f00374"), ("thackeray", "wsws-2026-02-07-q")):
        tab.goto(f"{served}/search.html?q={asked}", wait_until="load")
        found = tab.locator(".found-rows a").all_inner_texts()
        assert any(row in one for one in found) or (asked == "thackeray" and found)
    tab.locator(".found-rows a").first.click()
    tab.wait_for_url("**/reader/*#*")


def test_a_citation_is_copied(tab, served):
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(f"{served}/cite.html")
    tab.get_by_role("button", name="Copy BibTeX").first.click()
    tab.get_by_text("Copied").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == data_set().bibtex()


def test_each_number_of_the_findings_leads_to_its_words(tab, served, tables):
    tab.goto(f"{served}/findings.html")
    links = [(one.inner_text(), one.get_attribute("href")) for one in tab.locator("a.row").all()]
    assert len(links) > 20
    found = addresses(tables)
    rows = {row["figure_id"]: row["text"] for row in tables["figures"]}
    of_figures = {f"reader/{found[row_id]}": words for row_id, words in rows.items()}
    assert all(words in of_figures[href] for words, href in links if href in of_figures)


@pytest.mark.parametrize("shown", ["32,000 <latimes-2026-02-23-f00374>", "31,000 <no-such-row>", "31,000"])
def test_a_number_that_no_row_holds_stops_the_build(shown, monkeypatch):
    from docutils.core import publish_doctree
    from docutils.parsers.rst import roles
    from docutils.utils import SystemMessage

    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    from extensions.rows import row_role

    roles.register_local_role("row", row_role)
    strict = {"halt_level": 3, "report_level": 5}
    publish_doctree(":row:`31,000 <latimes-2026-02-23-f00374>`", settings_overrides=strict)
    with pytest.raises(SystemMessage, match="no row holds these words"):
        publish_doctree(f":row:`{shown}`", settings_overrides=strict)


def test_each_source_has_a_card_without_an_empty_line(tab, served, tables):
    tab.goto(f"{served}/sources.html")
    assert tab.locator("h2").count() == len(tables["sources"])
    assert all(text.strip() for text in tab.locator(".plain td").all_inner_texts())
    assert tables["sources"][0]["sha256"] in tab.locator("#card-latimes-2026-02-23").inner_text()
