"""A notebook opened in JupyterLab, in a real browser: charts are drawn, nothing is asked of another host."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
VEGA = "application/vnd.vegalite.v5+json"
READY_SECONDS, DRAWN_MILLISECONDS = 60, 60_000


@pytest.fixture(scope="module")
def browser():
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not executable:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is installed, so no notebook was opened")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory) -> Iterator[str]:
    """A JupyterLab on a copy of the notebooks, with settings of its own; gives its address."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", home / "notebooks")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        name: str(home / name)
        for name in ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "JUPYTER_RUNTIME_DIR")
    }
    options = [
        f"--port={port}",
        "--no-browser",
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={home}",
        "--allow-root",
    ]
    command = [sys.executable, "-m", "jupyterlab", "--ip=127.0.0.1", *options]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api", home / "log")
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(url: str, log: Path) -> None:
    for _ in range(READY_SECONDS * 2):
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


def test_jupyterlab_draws_the_charts_of_a_notebook_and_asks_no_other_host(browser, lab):
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    errors, hosts = [], set()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: hosts.add(urlparse(request.url).hostname))
    page.goto(f"{lab}/lab/tree/notebooks/01_timeline.ipynb")
    charts = page.locator(".jp-RenderedVegaCommon5 canvas, .jp-RenderedVegaCommon5 svg")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=DRAWN_MILLISECONDS)
    panel = page.locator(".jp-WindowedPanel-outer").first
    seen: set[str] = set()
    # JupyterLab draws a cell when it comes into view: scroll through all of them.
    for _ in range(60):
        for chart in charts.all():
            box = chart.bounding_box()
            if box and box["height"] > 100 and box["width"] > 300:
                seen.add(chart.evaluate("node => node.closest('.jp-Cell').dataset.windowedListIndex || 'one'"))
        if len(seen) >= 3:
            break
        panel.evaluate("node => node.scrollBy(0, 500)")
        page.wait_for_timeout(250)
    assert len(seen) >= 3, "the three charts of the notebook are drawn by Vega"
    assert not errors
    assert hosts <= {"127.0.0.1", None, ""}, hosts


def test_the_window_of_the_timeline_is_dragged_and_the_detail_follows(browser):
    import nbformat
    import vl_convert

    cells = nbformat.read(ROOT / "notebooks" / "01_timeline.ipynb", as_version=4).cells
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    specs = [output.data[VEGA] for output in outputs if VEGA in output.get("data", ())]
    spec = next(spec for spec in specs if "vconcat" in spec)
    page = browser.new_page(viewport={"width": 800, "height": 900})
    page.set_content("<div id='chart'></div>")
    page.add_script_tag(content=vl_convert.javascript_bundle("window.draw = vegaEmbed;", vl_version="5.21"))
    page.evaluate("spec => void draw('#chart', spec, {renderer: 'svg', actions: false})", spec)
    page.wait_for_selector("#chart svg")
    before = page.locator("#chart svg").inner_html()
    strip = page.locator("#chart svg .role-scope path.background").first.bounding_box()
    middle = strip["y"] + strip["height"] / 2
    # A new window over 2020 to 2023, of the thirty-one years of the strip.
    page.mouse.move(strip["x"] + strip["width"] * 23 / 31, middle)
    page.mouse.down()
    page.mouse.move(strip["x"] + strip["width"] * 26 / 31, middle, steps=8)
    page.mouse.up()
    page.wait_for_timeout(500)
    after = page.locator("#chart svg").inner_html()
    assert "Jan 2026" in before and "Jan 2026" not in after
    assert "2021" in after
