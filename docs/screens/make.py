"""Pictures of every page, as people see it: `python -m docs.screens.make [--all FOLDER]`, from the top of the project.

Starts the real server on the ready-made events and a fixed day, opens each page in Chromium on a desk, on a phone and in
the dark, and fails if a page is wider than its window, complains on the console, or asks for anything from another
machine. The eight named below are kept beside this file, and a sheet of them all; `--all` writes every picture, the fold
and the whole page, to a folder, to be looked at one by one.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from recovery_costs.casework.samples import take_in_samples
from recovery_costs.dashboard import PAGES
from recovery_costs.register.store import open_register
from tests.browser.served import DESKTOP, PHONE, Look, Scheme, Server, Size, chromium_runs, looking, serving

HERE = Path(__file__).parent
LONGEST = 6000
"""The most of a page that one picture shows, in pixels."""
COLOURS = 128
THUMBNAIL, GAP, FOOT = 300, 16, 20


class Shot(NamedTuple):
    """A picture to take: the page, what its address says, in whose role, and in what window."""

    page: str
    address: dict[str, str]
    size: Size
    scheme: Scheme

    @property
    def name(self) -> str:
        """page-role-size-scheme."""
        role = self.address["role"].lower().replace(" ", "-")
        return f"{self.page}-{role}-{'phone' if self.size is PHONE else 'desktop'}-{self.scheme}"


ROLES = {
    "send": "Supplier A",
    "assess": "DCC finance",
    "panel": "The Panel",
    "readings": "The Panel",
    "record": "Auditor",
}
"""In whose role a page is shown, where it is not DCC finance."""
WHERE = {
    "event": {"event": "RE-2026-001"},
    "claim": {"event": "RE-2026-001", "party": "Supplier A"},
    "readings": {"event": "RE-2026-002"},
    "send": {"event": "RE-2026-001"},
    "assess": {"event": "RE-2026-001", "party": "Supplier A"},
    "studio": {"event": "RE-2025-003"},
}
KEPT = {
    "today-dcc-finance-desktop-light": "today.png",
    "event-dcc-finance-desktop-light": "event.png",
    "claim-dcc-finance-desktop-light": "claim.png",
    "readings-the-panel-desktop-dark": "readings-dark.png",
    "assess-dcc-finance-desktop-light": "assess.png",
    "panel-the-panel-desktop-light": "panel.png",
    "record-auditor-desktop-light": "record.png",
    "claim-dcc-finance-phone-dark": "claim-phone.png",
}
"""The pictures that stand in the README and the docs."""


def shots() -> list[Shot]:
    """Every page, on a desk and a phone in the light, and on a desk and a phone in the dark."""
    views: tuple[tuple[Size, Scheme], ...] = ((DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark"))
    return [
        Shot(page.name, {"role": ROLES.get(page.name, "DCC finance"), **WHERE.get(page.name, {})}, size, scheme)
        for page in PAGES
        for size, scheme in views
    ]


def take(server: Server, browser: Browser, shot: Shot, folder: Path) -> list[str]:
    """The fold and the whole page as two files; what was wrong with the page."""
    with looking(browser, shot.size, shot.scheme) as look:
        look.go(server.address(shot.page, **shot.address))
        _drawn(look)
        look.page.screenshot(path=folder / f"{shot.name}.png")
        wrong = [f"{shot.name}: {each}" for each in look.faults()]
        if look.sticks_out() > 0:
            wrong.append(f"{shot.name}: {look.sticks_out()} pixels wider than its window")
        height = look.page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
        look.resize(Size(shot.size.width, min(max(height + 60, shot.size.height), LONGEST)))
        _drawn(look)
        look.page.screenshot(path=folder / f"{shot.name}-whole.png")
    return wrong


def _drawn(look: Look) -> None:
    """Charts are drawn after the page stands."""
    look.settled()
    look.page.wait_for_timeout(400)


def small(picture: Path, to: Path) -> None:
    """The same picture in few colours."""
    Image.open(picture).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(to, optimize=True)


def sheet(folder: Path, taken: list[Shot], to: Path) -> None:
    """Every fold side by side, a row for each page, each named below."""
    rows = [[shot for shot in taken if shot.page == page] for page in dict.fromkeys(shot.page for shot in taken)]
    high = max(round(shot.size.height * _scale(shot)) for shot in taken)
    wide = max(sum(round(shot.size.width * _scale(shot)) + GAP for shot in row) for row in rows) + GAP
    made = Image.new("RGB", (wide, len(rows) * (high + FOOT + GAP) + GAP), "#868F9B")
    pen = ImageDraw.Draw(made)
    for down, row in enumerate(rows):
        x, y = GAP, GAP + down * (high + FOOT + GAP)
        for shot in row:
            fold = Image.open(folder / f"{shot.name}.png").convert("RGB")
            fold = fold.resize((round(fold.width * _scale(shot)), round(fold.height * _scale(shot))))
            made.paste(fold, (x, y))
            pen.text((x, y + high + 4), shot.name.replace(f"{shot.page}-", f"{shot.page} ", 1)[:34], fill="#10151B")
            x += fold.width + GAP
    made.quantize(COLOURS, dither=Image.Dither.NONE).save(to, optimize=True)


def _scale(shot: Shot) -> float:
    """A phone is shown as high as a desk."""
    return THUMBNAIL / DESKTOP.height if shot.size is DESKTOP else THUMBNAIL / PHONE.height


def main() -> None:
    """Take them all.

    Raises:
        SystemExit: a page was wrong; each is named.
    """
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--all", type=Path, help="a folder for every picture")
    asked.add_argument("--page", action="append", help="only this page, and no sheet")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.all or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        path = Path(temporary) / "register.sqlite"
        register = open_register(path)
        for _ in take_in_samples(register):
            pass
        register.close()
        wanted = [shot for shot in shots() if not given.page or shot.page in given.page]
        wrong = []
        with serving(path) as server, chromium_runs() as browser:
            for shot in wanted:
                wrong += take(server, browser, shot, folder)
        if wrong:
            raise SystemExit("\n".join(wrong))
        for name, kept in KEPT.items():
            if (folder / f"{name}.png").exists():
                small(folder / f"{name}.png", HERE / kept)
        if not given.page:
            sheet(folder, wanted, HERE / "contact-sheet.png")


if __name__ == "__main__":
    main()
