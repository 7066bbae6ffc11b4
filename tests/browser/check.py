"""Looks at a report in headless Chromium: check.py REPORT.html --results results.json --browser /usr/bin/chromium

Fails on console errors, on any request, on a page wider than its window, on serious findings of axe, on text too small
to read, and when zoom, sorting, downloads, print or the page without its script do not do what they should.
"""

import argparse
import contextlib
import json
import sys
import xml.dom.minidom
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import figures
import sorting

WIDTHS = (375, 1440)
SCHEMES = ("light", "dark")
SMALLEST_TEXT = 8.5  # CSS pixels on the screen, words inside charts included


class Checks:
    """Counts what held and collects what did not."""

    def __init__(self):
        self.passed = 0
        self.failures = []

    def that(self, holds, what):
        if holds:
            self.passed += 1
        else:
            self.failures.append(what)
            print(f"FAILED  {what}", flush=True)


@contextlib.contextmanager
def open_page(browser, url, checks, width=1440, scheme="light", **options):
    """The report in a fresh context; whatever it says or asks for is a failure."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    page = context.new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    yield page
    outside = [one for one in asked if one.split("#")[0] != url and not one.startswith(("data:", "blob:"))]
    checks.that(not said, f"{width} px, {scheme}: nothing in the console, found {said}")
    checks.that(not outside, f"{width} px, {scheme}: no request, found {outside}")
    context.close()


def fits(page, checks, name):
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    checks.that(wide <= 0, f"{name}: the page is {wide} px wider than the window")
    smallest = page.evaluate(
        """() => {
            let found = [Infinity, ""];
            const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const holder = node.parentElement;
                if (!node.textContent.trim() || !holder.getClientRects().length || holder.closest(".unseen")) continue;
                const svg = holder.closest("svg");
                if (svg && holder.tagName !== "text") continue;
                const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
                const size = scale * parseFloat(getComputedStyle(holder).fontSize);
                if (size < found[0]) found = [size, node.textContent.trim().slice(0, 40)];
            }
            return found;
        }"""
    )
    checks.that(smallest[0] >= SMALLEST_TEXT, f"{name}: `{smallest[1]}` is set at {smallest[0]:.1f} px")


def accessible(page, checks, name):
    found = Axe().run(page).response["violations"]
    for one in found:
        where = [node["target"] for node in one["nodes"]][:3]
        line = f"{name}: axe, {one['impact']}: {one['id']} ({one['help']}) at {where}"
        if one["impact"] in ("serious", "critical"):
            checks.that(False, line)
        else:
            print(f"note    {line}")
    checks.that(True, "axe ran")


def darkens(page, checks, scheme):
    def brightness():
        return page.evaluate(
            """() => [getComputedStyle(document.body).backgroundColor,
                getComputedStyle(document.querySelector(".chart svg rect")).fill]
                .map((color) => color.match(/[0-9.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765)"""
        )

    def expect(dark, when):
        shades = brightness()
        checks.that(all((shade < 0.3) == dark for shade in shades), f"{scheme}, {when}: page and chart shades {shades}")

    button = page.locator("button", has_text="Dark")
    expect(scheme == "dark", "as the system asks")
    for dark in (scheme != "dark", scheme == "dark"):
        button.click()
        expect(dark, "after the switch")
        checks.that(button.get_attribute("aria-pressed") == str(dark).lower(), f"{scheme}: the switch says what holds")


def zooms(page, checks, width):
    for figure in page.locator("figure[data-chart]").all():
        name = f"{width} px, zoom of {figure.get_attribute('data-chart')}"
        opener = figure.locator("button", has_text="Enlarge")
        opener.focus()
        page.keyboard.press("Enter")
        drawing = page.locator("dialog[open] svg")
        checks.that(drawing.count() == 1 and drawing.is_visible(), f"{name}: opens by keyboard")
        inside = "document.querySelector('dialog').contains(document.activeElement)"
        checks.that(page.evaluate(inside), f"{name}: takes the focus")
        before = drawing.bounding_box()["width"]
        page.locator("dialog button", has_text="+").click()
        grown = drawing.bounding_box()["width"] / before
        checks.that(1.4 < grown < 1.6, f"{name}: + makes it {grown:.2f} times as wide")
        page.keyboard.press("Escape")
        checks.that(page.locator("dialog[open]").count() == 0, f"{name}: Escape closes it")
        checks.that(opener.evaluate("(button) => button === document.activeElement"), f"{name}: gives the focus back")


def taken(page, button):
    with page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def downloads(page, checks, results):
    expected = {figure["id"]: figure for figure in results["figures"]}
    shown = [figure.get_attribute("data-chart") for figure in page.locator("figure[data-chart]").all()]
    checks.that(set(shown) == set(expected), f"charts on the page and in results.json: {sorted(set(shown) ^ set(expected))}")
    for name in shown:
        figure = page.locator(f"figure[data-chart='{name}']")
        file, data = taken(page, figure.locator("button", has_text="CSV"))
        checks.that(file == f"{name}.csv", f"{name}: the file is called {file}")
        difference = figures.difference(data.decode(), expected[name])
        checks.that(difference is None, f"{name}: CSV and results.json differ: {difference}")
        file, data = taken(page, figure.locator("button", has_text="SVG"))
        drawing = xml.dom.minidom.parseString(data)
        checks.that(drawing.documentElement.tagName == "svg" and b"var(" not in data, f"{name}: {file} stands alone")
        file, data = taken(page, figure.locator("button", has_text="PNG"))
        size = [int.from_bytes(data[at : at + 4], "big") for at in (16, 20)]
        twice = [2 * side for side in expected[name]["size"]]
        checks.that(data[:4] == b"\x89PNG" and size == twice, f"{name}: {file} is {size}, expected {twice}")


def prints(page, checks, name):
    page.emulate_media(media="print")
    folded = page.locator("details p").all()
    shown = [one for one in folded if one.bounding_box() and one.bounding_box()["height"] > 0]
    checks.that(len(folded) == len(shown), f"print, {name}: {len(shown)} of {len(folded)} folded paragraphs are shown")
    seen = [button for button in page.locator(".tool").all() if button.is_visible()]
    checks.that(not seen, f"print, {name}: {len(seen)} buttons are shown")
    shade = page.evaluate("getComputedStyle(document.body).backgroundColor")
    checks.that(shade == "rgb(255, 255, 255)", f"print, {name}: the page is {shade}")
    page.emulate_media(media="screen")


def without_script(page, checks, results):
    charts = len(results["figures"])
    drawn = sum(1 for chart in page.locator("figure").all() if chart.locator("svg:visible").count() == 1)
    checks.that(drawn == charts, f"without script: {drawn} of {charts} charts are drawn")
    for table in page.locator("table").all():
        checks.that(table.is_visible(), f"without script: table {table.get_attribute('id')} is shown")
    checks.that(page.locator("button").count() == 0, "without script: no button without effect")
    for fold in page.locator("details").all():
        fold.locator("summary").click()
        checks.that(fold.locator("p").first.is_visible(), "without script: folds open")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path)
    parser.add_argument("--results", type=Path, required=True, help="results.json of the same run")
    parser.add_argument("--browser", default="/usr/bin/chromium", help="path of Chromium")
    arguments = parser.parse_args()
    url = arguments.report.resolve().as_uri()
    results = json.loads(arguments.results.read_text(encoding="utf-8"))
    checks = Checks()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=arguments.browser, args=["--no-sandbox"])
        for scheme in SCHEMES:
            for width in WIDTHS:
                name = f"{width} px, {scheme}"
                with open_page(browser, url, checks, width, scheme) as page:
                    fits(page, checks, name)
                    accessible(page, checks, name)
                    darkens(page, checks, scheme)
                    prints(page, checks, name)
                    if scheme == "light":
                        zooms(page, checks, width)
                    if width == 1440 and scheme == "dark":
                        downloads(page, checks, results)
                    if width == 1440 and scheme == "light":
                        sorting.check(page, checks)
        with open_page(browser, url, checks, java_script_enabled=False) as page:
            prints(page, checks, "without script")
            without_script(page, checks, results)
        browser.close()
    size = arguments.report.stat().st_size
    print(f"{arguments.report.name}: {size / 1e6:.2f} MB, {len(results['figures'])} charts")
    print(f"{checks.passed} passed, {len(checks.failures)} failed")
    sys.exit(1 if checks.failures else 0)


if __name__ == "__main__":
    main()
