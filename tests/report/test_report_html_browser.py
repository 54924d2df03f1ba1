"""The report in a browser: it can be used with the keyboard and a screen reader, and asks nothing of anybody.

Wants Chromium with its driver, selenium, and the axe-core that comes with selenium-axe-python.
"""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path

import pytest
from samples import audit, clean, hostile, leaning
from test_report_html import reviewed

from readerapp.closeness import closeness
from readerapp.judge import Audit
from readerapp.report.formats import Job
from readerapp.report.html import write_html
from readerapp.report.told import Told, tell, with_closeness

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
axe = pytest.importorskip("selenium_axe_python", reason="selenium-axe-python is not installed")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="chromium or chromedriver is not installed")

AXE = Path(axe.__file__).parent / "axe-core" / "axe.min.js"

SWITCHES = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The reports that are looked at, by name."""
    folder = tmp_path_factory.mktemp("reports")
    evil = hostile("</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>\u202e")
    made = {
        "one": [tell(audit(title="Vieques : le port rouvre"))],
        "several": [tell(audit("un", russian=True)), tell(clean()), tell(leaning())],
        "reviewed": [reviewed(audit()), tell(leaning())],
        "hostile": [tell(evil), tell(evil)],
        "close": [close(audit("un", russian=True)), close(clean())],
        "none": [],
    }
    for name, told in made.items():
        (folder / f"{name}.html").write_text("".join(write_html(Job(told))), encoding="utf-8")
    return folder


def close(made: Audit) -> Told:
    """The pair with its figures, against translations that nobody made."""
    known = {(at, n): one.text for at, side in enumerate(made.originals) for n, one in enumerate(side.sentences)}
    return with_closeness(tell(made), lambda audit: closeness(audit, known, provider="apertium"))


@pytest.fixture
def look(browser, pages):
    """Open a report: colours that the user wishes for, width of the window, `print` for paper."""

    def opened(name: str, scheme: str = "light", width: int = 1400, media: str = "", **features: str):
        features["prefers-color-scheme"] = scheme
        wished = [{"name": feature.replace("_", "-"), "value": value} for feature, value in features.items()]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": wished})
        size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        browser.get((pages / f"{name}.html").as_uri())
        return browser

    yield opened
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def press(browser, *keys: str) -> None:
    from selenium.webdriver import ActionChains

    ActionChains(browser).send_keys(*keys).perform()


def click(browser, id: str) -> None:
    browser.find_element("id", id).click()


def choose(browser, name: str, value: str) -> None:
    browser.find_element("css selector", f"input[name='{name}'][value='{value}']").click()


def held(browser) -> str:
    """The id of what has the focus."""
    return browser.execute_script("return document.activeElement.id")


def shown(browser, selector: str) -> list[str]:
    """The ids of what can be seen of these."""
    script = "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e => e.id)"
    return browser.execute_script(script, selector)


def count(browser) -> str:
    return browser.find_element("id", "count").text


# Accessibility


@pytest.mark.parametrize("width", [1400, 900, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["one", "several", "reviewed", "close", "none"])
def test_axe_finds_nothing(look, name, scheme, width):
    page = look(name, scheme, width)
    if page.find_elements("css selector", "fieldset"):
        click(page, "more")
    page.execute_script("for (const one of document.querySelectorAll('details')) one.open = true")
    page.execute_script(AXE.read_text(encoding="utf-8"))
    found = page.execute_async_script("const done = arguments[0]; axe.run(document).then(done)")
    faults = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found["violations"]]
    assert faults == []
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("width", [1400, 900, 400, 320])
@pytest.mark.parametrize("name", ["several", "reviewed", "hostile", "close"])
def test_nothing_runs_out_of_the_window(look, name, width):
    page = look(name, width=width)
    assert page.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")


def test_the_first_thing_the_tab_key_reaches_leads_to_the_report(look):
    page = look("one")
    press(page, "\ue004")
    assert page.execute_script("return document.activeElement.getAttribute('href')") == "#main"
    press(page, "\ue007")
    assert held(page) == "main"


# Keys


def test_flags_are_walked_with_keys(look):
    page = look("several")
    walked = []
    for key in "njnp":
        press(page, key)
        walked.append(held(page))
    assert walked == ["p1-f1", "p1-f2", "p1-f3", "p1-f2"]
    assert count(page).startswith("Flag 2 of ")
    assert {one.get_attribute("data-f") for one in page.find_elements("css selector", "sup.now")} == {"p1-f2"}
    assert shown(page, "li.now") == ["p1-f2"]
    press(page, "k", "k")
    assert held(page) == "p1-f1"
    assert count(page) == "No further flag."


def test_a_flag_that_was_jumped_to_can_be_seen(look):
    page = look("several")
    for _flag in range(9):
        press(page, "n")
        place = page.execute_script(
            "const r = document.activeElement.getBoundingClientRect(), t = document.querySelector('form');"
            "return [r.top >= t.getBoundingClientRect().bottom, r.bottom <= innerHeight]"
        )
        assert place == [True, True]
    assert held(page) == "p3-f3"


def test_keys_are_letters_where_somebody_types(look):
    page = look("one")
    press(page, "/")
    assert held(page) == "find"
    press(page, "n", "j", "/")
    assert held(page) == "find"
    assert page.find_element("id", "find").get_attribute("value") == "nj/"
    press(page, "\ue00c")
    assert page.find_element("id", "find").get_attribute("value") == ""
    press(page, "n")
    assert held(page) == "p1-f1"


def test_keys_of_one_letter_can_be_switched_off(look):
    page = look("one")
    click(page, "more")
    click(page, "keys")
    press(page, "n", "/")
    assert held(page) == "keys"


def test_the_buttons_do_what_the_keys_do(look):
    page = look("one")
    for button, flag in (("next", "p1-f1"), ("next", "p1-f2"), ("previous", "p1-f1")):
        click(page, button)
        assert held(page) == flag


# Filters


def test_filters_filter(look):
    page = look("several")
    everything = shown(page, "li.flag")
    assert count(page) == f"Flags shown: {len(everything)} of {len(everything)}"
    click(page, "more")
    choose(page, "family", "added")
    left = shown(page, "li.flag:not(.added)")
    assert 0 < len(left) < len(everything)
    assert shown(page, "li.flag") == left
    assert count(page) == f"Flags shown: {len(left)} of {len(everything)}"
    choose(page, "rule", "attribution")
    choose(page, "severity", "minor")
    assert shown(page, "li.flag") == shown(page, "li.flag.major:not(.added):not([data-rule='attribution'])")
    # The words of flags that are not shown are marked no more.
    assert page.execute_script(
        "return [...document.querySelectorAll('[data-f]')].every(e => e.classList.contains('off') =="
        " e.dataset.f.split(' ').every(id => document.getElementById(id).hidden))"
    )
    click(page, "all")
    assert shown(page, "li.flag") == everything


def test_flags_are_filtered_by_their_status(look):
    page = look("reviewed")
    click(page, "more")
    for status in ("open", "disputed"):
        choose(page, "status", status)
    assert shown(page, "li.flag") == ["p1-f2"]


def test_rows_are_filtered(look):
    page = look("several")
    rows = shown(page, ".row[id]")
    click(page, "only")
    flagged = shown(page, ".row[id]")
    assert 0 < len(flagged) < len(rows)
    assert flagged == shown(page, ".row.flagged")
    assert [one.is_displayed() for one in page.find_elements("css selector", ".nothing")] == [False, True, False]


def test_rows_are_found_by_their_words_whatever_the_accents_and_the_case(look):
    page = look("several")
    press(page, "/", "REGIME")
    wait(page, lambda: count(page) == "Flags shown: 1 of 9")
    assert shown(page, ".row[id]") == ["p3-r1"]
    press(page, "\ue00c")
    assert count(page) == "Flags shown: 9 of 9"


def wait(browser, until) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 5, 0.05).until(lambda _browser: until())


def test_marked_words_lead_to_their_flag(look):
    page = look("several")
    page.find_element("css selector", "mark[data-f='p3-f2']").click()
    assert held(page) == "p3-f2"


def test_moved_rows_lead_to_each_other(look):
    page = look("one")
    page.find_element("xpath", "//tr[.//span[@class='mark moved']]/th//a").click()
    place = page.execute_script(
        "const r = document.querySelector(':target').getBoundingClientRect();"
        "return r.top >= document.querySelector('form').getBoundingClientRect().bottom && r.bottom <= innerHeight"
    )
    assert place


# Without a script, on paper


def test_without_scripts_everything_can_be_read(look, browser):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    page = look("several")
    assert not page.find_element("id", "filters").is_displayed()
    assert len(page.find_elements("css selector", "li.flag")) == 9
    assert all(one.is_displayed() for one in page.find_elements("css selector", ".row, li.flag"))


def test_paper_is_white_and_has_no_tools(look):
    page = look("reviewed", "dark", media="print")
    assert shown(page, "#filters, .skip") == []
    assert page.execute_script("return getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    printed = page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    assert base64.b64decode(printed["data"]).startswith(b"%PDF")


# Safety


@pytest.mark.parametrize("name", ["one", "several", "reviewed", "hostile", "none"])
def test_the_browser_complains_of_nothing_and_asks_nobody(look, browser, name):
    for log in ("browser", "performance"):
        browser.get_log(log)
    page = look(name)
    press(page, "n", "/", "a")
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert page.current_url in asked
    assert {url for url in asked if not url.startswith("data:")} == {page.current_url}
    assert browser.get_log("browser") == []


def test_hostile_texts_run_nothing(look):
    page = look("hostile")
    assert page.execute_script("return [window.hacked, document.scripts.length, document.images.length]") == [
        None,
        1,
        0,
    ]


def test_a_script_that_is_not_ours_would_not_run(look):
    page = look("one")
    page.execute_script(
        "const one = document.createElement('script');"
        "one.textContent = 'window.hacked = 1'; document.body.append(one);"
        "const two = document.createElement('p'); two.setAttribute('onclick', 'window.hacked = 1');"
        "document.body.append(two); two.click()"
    )
    assert page.execute_script("return window.hacked") is None
    page.get_log("browser")
