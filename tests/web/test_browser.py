"""The door in a real browser: log in, scan, and another station sees it. Needs Chromium."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from db.reads.arrivals import inside_now
from db.reads.participants import participants
from db.vocabulary import PersonStatus
from seminar_tui.day.keeping import purgeable

pytestmark = pytest.mark.browser


@pytest.fixture
def serving(store, station, tmp_path):
    """A server in a process of its own, with what it said of its links and PINs."""
    command = [sys.executable, "-m", "seminar_tui", "--db", store.location, "--json", "serve"]
    env = os.environ | {"PYTHONPATH": str(Path.cwd()), "SEMINAR_STATION": "server"}
    running = subprocess.Popen(
        [
            *(*command, "--port", "0", "--role", "door", "--role", "stand"),
            *("--print", str(tmp_path / "links.pdf")),
        ],
        stdout=subprocess.PIPE,
        text=True,
        env=env,
    )
    assert running.stdout is not None
    said = json.loads(running.stdout.readline())
    yield said
    running.terminate()
    running.wait(timeout=20)


@pytest.fixture
def browser(tmp_path):
    options = webdriver.ChromeOptions()
    for flag in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1200,800",
        f"--user-data-dir={tmp_path / 'profile'}",
    ):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


def link(said, role, stand=None):
    return next(
        one["url"] for one in said["links"] if one["role"] == role and one["stand"] == stand
    )


def enter(browser, url, pin):
    browser.get(url)
    browser.find_element(By.ID, "pin").send_keys(pin, Keys.ENTER)
    shown(browser)


def shown(browser):
    """Wait until the screen is painted."""
    WebDriverWait(browser, 30, ignored_exceptions=[StaleElementReferenceException]).until(
        lambda b: "-first-byte" in b.find_element(By.TAG_NAME, "body").get_attribute("class")
    )


def test_log_in_scan_and_another_station_sees_it(serving, browser, station):
    enter(browser, link(serving, "door"), serving["pins"]["door"])
    with station.look() as connection:
        guest = next(
            p
            for p in participants(connection, station.day_id)
            if p.status is PersonStatus.REGISTERED
        )

    def inside(_browser):
        with station.look() as connection:
            return guest.id in {p.participant_id for p in inside_now(connection, station.day_id)}

    browser.find_element(By.CSS_SELECTOR, ".xterm-screen").click()
    ActionChains(browser).send_keys(guest.code.lower(), Keys.ENTER).perform()
    WebDriverWait(browser, 20).until(inside)


def test_the_links_are_printed_and_a_purge_takes_the_sheets(serving, station, tmp_path):
    assert serving["result"] == "serving"
    assert (tmp_path / "links.pdf").read_bytes().startswith(b"%PDF")
    assert str(tmp_path / "links.pdf") in purgeable(station).files


def test_everything_on_the_page_comes_from_this_server(serving, browser):
    enter(browser, link(serving, "stand", 1), serving["pins"]["stand"])
    here = browser.execute_script("return location.origin + '/'")
    assert here.startswith("http://127.0.0.1:"), here
    loaded = browser.execute_script(
        "return performance.getEntriesByType('resource').map(entry => entry.name)"
    )
    assert loaded
    assert all(name.startswith(here) for name in loaded), loaded
    blocked = [line for line in browser.get_log("browser") if "Content Security" in line["message"]]
    assert blocked == []


def test_a_page_from_elsewhere_cannot_connect(serving, browser):
    enter(browser, link(serving, "stand", 1), serving["pins"]["stand"])
    place = browser.execute_script("return location.host + location.pathname")
    browser.get("data:text/html,<p>elsewhere</p>")
    outcome = browser.execute_async_script(
        """
        const [place, done] = arguments;
        const socket = new WebSocket(`ws://${place}/ws?width=80&height=24`);
        socket.onopen = () => done("open");
        socket.onerror = () => done("refused");
        """,
        place,
    )
    assert outcome == "refused"


def test_a_reloaded_page_finds_its_screen(serving, browser):
    enter(browser, link(serving, "stand", 1), serving["pins"]["stand"])
    browser.refresh()
    shown(browser)


def test_two_windows_of_a_browser_keep_their_screens(serving, browser):
    """Each comes back to its own after a reload, and one that goes elsewhere ends what it left."""
    first = browser.current_window_handle
    enter(browser, link(serving, "stand", 1), serving["pins"]["stand"])
    one = browser.current_url
    browser.switch_to.new_window("tab")
    second = browser.current_window_handle
    enter(browser, link(serving, "stand", 2), serving["pins"]["stand"])
    two = browser.current_url
    assert one != two
    for window, url in ((first, one), (second, two)):
        browser.switch_to.window(window)
        browser.refresh()
        shown(browser)
        assert browser.current_url == url
    enter(browser, link(serving, "stand", 3), serving["pins"]["stand"])
    states = browser.execute_async_script(
        """
        const [paths, done] = arguments;
        const state = async (path) => (await (await fetch(`${path}/state`)).json()).state;
        Promise.all(paths.map(state)).then(done);
        """,
        [one, two, browser.current_url],
    )
    assert states == ["open", "ended", "open"]
