"""`law diff`: exit codes, what it prints, what depends on a change, PDFs, and files that are no Section L."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

import recovery_costs.cli.law_diff  # noqa: F401  so that the command is known
from recovery_costs import law_diff
from recovery_costs.cli import app
from tests.law_diff.invented import CLAUSES, text

CASE = """
format: 1
case: RE-1
facts:
- {id: N, type: compromise_notified, at: 2025-03-03T10:00, keys: [issuing_key], state: actual}
- {id: D, type: recovery_key_decided, at: 2025-03-05T15:00, required: true, key: recovery}
- {id: I, type: intention_notified, party: P, received: 2025-06-04T10:00, estimate: "5.00"}
"""
STORED = law_diff.fingerprints(text())


@pytest.fixture(autouse=True)
def _stated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented statute stands for the text stated."""
    monkeypatch.setattr(law_diff, "held", lambda: STORED)


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(app, ["law", "diff", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def refused(path: Path) -> str:
    """What is said of a file that is no Section L, with exit code 1."""
    result = run(path, "--format", "json")
    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)
    assert problem["field"] == str(path)
    assert problem["do"]
    return str(problem["found"])


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A new text, one word of L10.19(a) changed."""
    path = tmp_path / "new.txt"
    path.write_text(text().replace("nine weeks", "ten weeks"), encoding="utf-8")
    return path


def answer(*arguments: object, code: int) -> Any:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


# --- what it answers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_nothing_changed_is_0(tmp_path: Path, code: str) -> None:
    path = tmp_path / "same.txt"
    path.write_text(text(), encoding=code)
    result = run(path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Nothing changed." in result.stdout
    assert answer(path, code=0)["changed"] is False


def test_a_change_is_1_with_the_new_words_and_what_depends_on_it(new: Path) -> None:
    found = answer(new, code=1)
    (row,) = (row for row in found["clauses"] if row["status"] != "same")
    assert (found["changed"], row["ref"], row["now"]) == (True, "L10.19(a)", "L10.19(a)")
    assert row["passages"] == [{"before": "within", "new": "ten", "after": "weeks of the Storm"}]
    depends = row["depends"]
    assert all("l10_19_a__" in each for each in depends["rule"])
    assert depends["rule"][0].startswith("recovery_costs/rules/l10_19_a_intention.py:")
    assert all("test_l10_19_a__" in each for each in depends["tests"])
    assert any(each.startswith("late_intention:") for each in depends["readings"])
    assert depends["documented_doubts"]
    assert "open_claims" not in found


def test_what_is_the_same_lists_nothing(new: Path) -> None:
    rows = [row for row in answer(new, code=1)["clauses"] if row["status"] == "same"]
    assert len(rows) == len(STORED) - 1
    assert all(row["depends"] == {} and row["passages"] == [] for row in rows)


def test_open_claims_that_rest_on_it(tmp_path: Path, new: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(CASE, encoding="utf-8")
    found = answer(new, "--case", case, "--as-of", "2025-07-01", code=1)["open_claims"]
    assert found == [{"case": "RE-1", "party": "P", "state": "Intention notified", "clauses": ["L10.19(a)"]}]
    other = tmp_path / "other.txt"
    other.write_text(text().replace("hoisted", "raised"), encoding="utf-8")
    (of_event,) = answer(other, "--case", case, "--as-of", "2025-07-01", code=1)["open_claims"]
    assert of_event["clauses"] == ["L10.15(a)"]
    told = run(new, "--case", case, "--as-of", "2025-07-01")
    assert "RE-1, P (Intention notified): L10.19(a)" in told.stdout


def test_the_text_says_every_kind_of_change(tmp_path: Path) -> None:
    said = {ref: words for ref, words in CLAUSES.items() if ref not in ("L10.16", "L10.30")}
    said |= {"L10.18": CLAUSES["L10.18"].replace(" make", ""), "L10.20": CLAUSES["L10.20"].replace("shown,", "shown")}
    said |= {"L10.31": "A gull is no Buoy, whatever it is painted.", "L10.32": CLAUSES["L10.30"]}
    path = tmp_path / "new.txt"
    path.write_text(text(said), encoding="utf-8")
    told = " ".join(run(path).stdout.split())
    for each in (
        "Something changed.",
        "L10.16 missing",
        "L10.18 changed",
        "words have gone between",
        "only its punctuation changed",
        "L10.30 renumbered, now L10.32",
        "L10.31 new",
        "new: A gull is no Buoy",
        "L10.31",
        "The same",
        "Not compared heading: ",
    ):
        assert each in told, each


def test_a_new_limb_leans_on_what_its_paragraph_leans_on(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    said = {ref: words for ref, words in CLAUSES.items() if ref not in ("L10.20", "L10.30")}
    last = {ref: words for ref, words in CLAUSES.items() if ref in ("L10.20", "L10.30")}
    path.write_text(text({**said, "L10.19(d)": "wait for the tide.", **last}), encoding="utf-8")
    (row,) = (row for row in answer(path, code=1)["clauses"] if row["status"] == "new")
    assert row["now"] == "L10.19(d)"
    assert row["depends"]["rule"]


# --- PDF ----------------------------------------------------------------------------------------------------------


def pdf(lines: list[str], each: int = 12) -> bytes:
    """A plain PDF, made by hand: `each` lines to a page."""
    pages = [lines[at : at + each] for at in range(0, len(lines), each)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, page in enumerate(pages):
        rows = [row.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for row in page]
        drawn = "BT /F1 9 Tf 14 TL 40 800 Td " + " ".join(f"({row}) Tj T*" for row in rows) + " ET"
        stream = zlib.compress(drawn.encode("cp1252"))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * number} 0 R>>".encode()
        )
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream))
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end


def test_a_pdf_is_read_through_its_pages(tmp_path: Path) -> None:
    lines = [line for line in text(line="\n").split("\n") if line]
    rows = [
        row
        for at in range(0, len(lines), 10)
        for row in ("Harbour Code, edition 7", *lines[at : at + 10], f"{at // 10 + 1}")
    ]
    path = tmp_path / "section.pdf"
    path.write_bytes(pdf(rows))
    found = answer(path, code=0)
    assert {each["kind"] for each in found["not_compared"]} == {"heading", "page header or footer"}
    path.write_bytes(pdf([row.replace("nine weeks", "ten weeks") for row in rows]))
    assert [row["ref"] for row in answer(path, code=1)["clauses"] if row["status"] != "same"] == ["L10.19(a)"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pdf(["x"])[:200], "cannot be read"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 5000, "cannot be read"),
        (pdf([" "]), "without text"),
        (pdf(["A recipe for soup."]), "no paragraph numbered L10"),
    ],
)
def test_a_pdf_that_is_no_section_l(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "other.pdf"
    path.write_bytes(content)
    assert said in refused(path)


# --- what is no Section L, and wrong use --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "no paragraph numbered L10", id="empty"),
        pytest.param(bytes(range(256)) * 40, "no text", id="binary"),
        pytest.param(text().encode().replace(b"barge", b"bar\0ge"), "control character 0", id="NUL"),
        pytest.param(b"L10.14 \x81\x8d", "no text", id="no encoding"),
        pytest.param(b"PK\x03\x04" + b"x" * 100, "control character", id="a zip"),
        pytest.param(b"L10.14 A" * (50 * 1024 * 1024 // 8), "more than 16 MiB", id="too large"),
        pytest.param(b"L10.14 A (a) b; (b) c. " * 10_000, "none of them near", id="one number over and over"),
        pytest.param(b"L10.14 A" + b" (" * 100_000, "none of them near", id="brackets"),
        pytest.param(b"Deleted: x\n" * 30_000, "no paragraph numbered L10", id="balloons"),
        pytest.param(b"SEC Section" * 30_000, "no paragraph numbered L10", id="one long line"),
        pytest.param(
            b"".join(b"L10.%d All of it.\n" % n for n in range(10_000)), "none of them near", id="many numbers"
        ),
    ],
)
def test_what_is_no_section_l_is_refused_in_words(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "other.txt"
    path.write_bytes(content)
    assert said in refused(path)


def test_a_broken_case_is_named(tmp_path: Path, new: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("format: 1\ncase: A\n", encoding="utf-8")
    result = run(new, "--case", case)
    assert result.exit_code == 1
    assert "case.yaml" in result.stderr


@pytest.mark.parametrize("wrong", [["no-such-file"], [], ["--as-of", "31/02/2025"], ["--format", "xml"]])
def test_wrong_use_is_2(new: Path, wrong: list[str]) -> None:
    arguments = wrong if wrong in (["no-such-file"], []) else [str(new), *wrong]
    assert run(*arguments).exit_code == 2
