"""YAML and JSON as plain values: what a hostile or careless file may hold, and that nothing is coerced, run or hung on."""

from __future__ import annotations

import subprocess
import sys

import pytest

from recovery_costs.plain import BareNumber, Problem, Problems, read, shown

CONTENT = "format: 1\ncase: X\nfacts: []\n"
VALUE = {"format": 1, "case": "X", "facts": []}


def problem(content: bytes | str) -> Problem:
    """The one problem that reading `content` ends in; every part of it is said, and is short and printable."""
    with pytest.raises(Problems) as refused:
        read(content if isinstance(content, bytes) else content.encode())
    (only,) = refused.value.problems
    assert only.found
    assert only.wanted
    assert only.do
    assert len("".join(each or "" for each in only)) < 400
    assert "".join(each or "" for each in only).isprintable()
    return only


# --- what is read -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(CONTENT.encode(), id="YAML"),
        pytest.param(b"\xef\xbb\xbf" + CONTENT.encode(), id="a byte-order mark"),
        pytest.param(CONTENT.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(b"# a comment\n---\n" + CONTENT.encode() + b"...\n", id="document marks and a comment"),
        pytest.param(b'{"format": 1, "case": "X", "facts": []}', id="JSON"),
        pytest.param(b'\xef\xbb\xbf \r\n\t{"facts":[],"case":"\\u0058","format":1}\n', id="JSON after space"),
        pytest.param(b"{format: 1, case: X, facts: []}", id="YAML in flow style"),
        pytest.param(b"{format: 1, # why\n case: 'X', facts: [],}", id="YAML in flow style with a comment"),
    ],
)
def test_yaml_and_json_read_alike(content: bytes) -> None:
    assert read(content) == VALUE


@pytest.mark.parametrize(
    "written",
    [
        *("on", "off", "yes", "No", "Y", "TRUE", "True", "False", "Null", "NULL", "none", "NaN", "Infinity", "--"),
        *("09:00", "1:30:00", "2025-03-05", "2025-03-05T09:00", "2025-03-05T09:00:00Z", "=", "0x", "1e", "1.2.3"),
        *(
            "٣",
            "１２",
            "1 000",
            "£5",
            "1-2",
            "F1",
            "3,4",
            "1,000.00",
            "<",
            "\u202eabc",
            "שלום",
            "a'b",
            "C:\\x",
            "x[red]",
        ),
    ],
)
def test_a_yaml_scalar_is_text_as_it_stands(written: str) -> None:
    assert read(f"a: {written}\n".encode()) == {"a": written}


@pytest.mark.parametrize("written", ["1", "true", "null", "~", "1.5", "", "0x1F", "NaN"])
@pytest.mark.parametrize("quotes", ["''", '""'])
def test_what_is_quoted_is_text(written: str, quotes: str) -> None:
    assert read(f"a: {quotes[0]}{written}{quotes[1]}\n".encode()) == {"a": written}


@pytest.mark.parametrize("key", ["on", "yes", "true", "null", "~", "1", "1.5", "0x1F", "<<", "2025-03-05", "12:30"])
def test_a_yaml_key_is_text_as_it_stands(key: str) -> None:
    assert read(f"{key}: x\n".encode()) == {key: "x"}


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("0", 0), ("7", 7)],
)
def test_booleans_null_and_plain_digits_are_what_they_say(written: str, value: object) -> None:
    found = read(f"a: {written}\n".encode())["a"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "written",
    [
        *("1.5", "254250.00", ".5", "1.", "-1.00", "+1.00", "+1", "01", "007", "-0", "0o17", "0x1F", "0b11", "1_000"),
        *("1e3", "1E+3", "-1e-3", "1e999999999", ".inf", "-.INF", ".NaN", "9" * 19, "9" * 5000, "-5"),
    ],
)
def test_a_yaml_number_of_any_other_form_is_a_bare_number(written: str) -> None:
    found = read(f"a: {written}\n".encode())["a"]
    assert isinstance(found, BareNumber)
    assert len(shown(found)) <= 100


@pytest.mark.parametrize(
    "written",
    ["1.5", "1.0", "1e3", "-0", "-5", "-0.0", "NaN", "Infinity", "-Infinity", "1e999999999", "9" * 19, "9" * 5000],
)
def test_a_json_number_of_any_other_form_is_a_bare_number(written: str) -> None:
    found = read(f'{{"a": {written}}}'.encode())["a"]
    assert isinstance(found, BareNumber)
    assert len(shown(found)) <= 100


# --- what is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["", "\n \n", "# only a comment\n", "\ufeff"])
def test_an_empty_file_is_refused(content: str) -> None:
    assert problem(content).found == "nothing"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(CONTENT.encode("utf-16"), "UTF-8", id="UTF-16 with its mark"),
        pytest.param(CONTENT.encode("utf-16-le"), "NUL", id="UTF-16 without its mark"),
        pytest.param("case: Café".encode("latin-1"), "byte 9", id="Latin-1"),
        pytest.param(b"case: \xed\xa0\x80", "byte 6", id="a surrogate in bytes"),
        pytest.param(b"case: \xc0\xaf", "byte 6", id="overlong"),
        pytest.param(b"case: 'a\0b'", "NUL", id="NUL in YAML"),
        pytest.param(b'{"case": "a\0b"}', "NUL", id="NUL in JSON"),
        pytest.param(b"case: a\x01b", "x0001", id="a control character in YAML"),
        pytest.param(b"case: a\x1b[31mb", "x001b", id="a terminal escape in YAML"),
        pytest.param("case: a\x9bb".encode(), "x009b", id="a C1 control in YAML"),
        pytest.param(b"case: a\x7fb", "x007f", id="DEL in YAML"),
        pytest.param(b'{"case": "a\x01b"}', "control character", id="a control character in JSON"),
        pytest.param(b'{"case": "a\x1b[31mb"}', "control character", id="a terminal escape in JSON"),
    ],
)
def test_bytes_that_are_no_plain_text_are_refused(content: bytes, found: str) -> None:
    assert found in problem(content).found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param("format: !!int 1", "line 1: the tag", id="a standard tag"),
        pytest.param(
            "format: 1\ncase: !!python/object/apply:os.system ['echo hi']", "line 2: the tag", id="a Python tag"
        ),
        pytest.param("!!map {format: 1}", "line 1: the tag", id="a tag on the whole"),
        pytest.param("format: ! 1", "line 1: the tag", id="the bare tag"),
        pytest.param("format: !x 1", "line 1: the tag", id="a tag of one's own"),
        pytest.param("!!str format: 1", "line 1: the tag", id="a tag on a key"),
        pytest.param("case: !!binary aGk=", "line 1: the tag", id="binary"),
        pytest.param("case: &x X", "line 1: an anchor or alias", id="an anchor that nothing uses"),
        pytest.param("a: &x 1\nb: *x", "anchor", id="an alias"),
        pytest.param("a: &x [*x]", "anchor", id="an alias of itself"),
        pytest.param("&x a: 1", "anchor", id="an anchor on a key"),
        pytest.param("*x : 1", "", id="an alias that has no anchor"),
        pytest.param("a: &a {b: 1}\nc: {<<: *a}", "anchor", id="a merge key"),
        pytest.param("a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]", "anchor", id="a billion laughs"),
        pytest.param("format: 1\nformat: 2", "line 2: the key format twice", id="a key twice"),
        pytest.param("format: 1\n'format': 1", "the key format twice", id="a key twice, once quoted"),
        pytest.param("facts:\n- id: F\n  at: x\n  id: G", "line 4: the key id twice", id="a key twice, nested"),
        pytest.param("'': 1\n? \n: 2", "twice", id="the empty key twice"),
        pytest.param(CONTENT + "---\n" + CONTENT, "line 4: a second document", id="two documents"),
        pytest.param("---\n---\n" + CONTENT, "a second document", id="two documents, the first empty"),
        pytest.param("? [a, b]\n: 1", "a key that is no word", id="a list as a key"),
        pytest.param("? {a: 1}\n: 1", "a key that is no word", id="a mapping as a key"),
        pytest.param("format: 1\n\tcase: X", "line 2", id="a tab"),
        pytest.param("a: [1, 2", "line", id="an open bracket"),
        pytest.param("a: 'x", "line", id="an open quote"),
        pytest.param("%YAML 2.0\n---\na: 1", "line 1", id="another YAML"),
        pytest.param('a: "\\ud800"', "line 1", id="half a letter"),
        pytest.param("a: b: c", "line 1", id="two colons"),
        pytest.param("- a\nb: c", "line 2", id="a list, then a key"),
        pytest.param("@x", "line 1", id="a reserved character"),
    ],
)
def test_yaml_beyond_plain_values_is_refused(content: str, found: str) -> None:
    assert found in problem(content).found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param('{"format": 1, "format": 1}', "the key format twice", id="a key twice"),
        pytest.param('{"format": 1, "f\\u006frmat": 1}', "the key format twice", id="a key twice, once escaped"),
        pytest.param('{"a": [{"b": {"c": 1, "c": 1}}]}', "the key c twice", id="a key twice, nested"),
        pytest.param('{"\\u001b[31m": 1, "\\u001b[31m": 1}', "\\x1b", id="a key twice that would colour the terminal"),
        pytest.param('{"\\ud800": 1, "\\ud800": 1}', "\\ud800", id="half a letter as a key, twice"),
        pytest.param('{"a": 1} x', "line 1, column 10", id="something after it"),
        pytest.param('{"a": 1}\n{"a": 1}', "line 2", id="two of them"),
        pytest.param('{"a": "x', "line 1", id="an open quote"),
        pytest.param('{"a": ', "line 1", id="cut off"),
        pytest.param("{", "line 1", id="one bracket"),
        pytest.param("]", "line 1", id="one closing bracket"),
    ],
)
def test_json_that_is_not_well_formed_is_refused(content: str, found: str) -> None:
    assert found in problem(content).found


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("a: " + "[" * 100_000, id="YAML, flow lists"),
        pytest.param("a: " + "{a: " * 100_000, id="YAML, flow mappings"),
        pytest.param("- " * 100_000 + "a", id="YAML, block lists"),
        pytest.param("".join(" " * each + "a:\n" for each in range(1_000)), id="YAML, block mappings"),
        pytest.param("a: " + "[" * 40 + "]" * 40, id="YAML, whole"),
        pytest.param("[" * 100_000, id="JSON, lists"),
        pytest.param('{"a":' * 100_000, id="JSON, mappings"),
        pytest.param("[" * 40 + "]" * 40, id="JSON, whole"),
        pytest.param('{"a":' * 40 + "1" + "}" * 40, id="JSON, whole mappings"),
        pytest.param("[" * 900 + "]" * 900, id="JSON, whole and deeper than it may be"),
    ],
)
def test_deep_nesting_is_refused(content: str) -> None:
    assert "nesting deeper than 32" in problem(content).found


def test_a_key_twice_among_ten_thousands_is_found() -> None:
    keys = ",".join(f'"k{each}":1' for each in range(30_000))
    assert "the key z twice" in problem(f'{{{keys},"z":1,"z":2}}').found


TEN_MEGABYTES = """
import re
from pathlib import Path
from recovery_costs.plain import Problems, read
M = 10_000_000
for name, content in {
    "flow lists": lambda: b"a: " + b"[" * M,
    "block lists": lambda: b"- " * (M // 2),
    "keys of keys": lambda: b"? " * (M // 2),
    "one long word": lambda: b"a: " + b"x" * M,
    "one long quoted line": lambda: b"a: '" + b"x " * (M // 2) + b"'",
    "one number": lambda: b"a: " + b"9" * M,
    "nearly a number": lambda: b"a: " + b"1_," * (M // 3) + b"x",
    "JSON lists": lambda: b"[" * M,
    "a JSON number": lambda: b'{"a": ' + b"9" * M + b"}",
    "a JSON float": lambda: b'{"a": ' + b"9" * M + b".5}",
    "a JSON text never closed": lambda: b'{"a": "' + b"x" * M,
    "brackets never closed": lambda: b"{" * M,
}.items():
    try:
        read(content())
    except Problems as refused:
        assert len(str(refused.problems)) < 1000, name
# the most this program itself held: what getrusage says counts the program that started it too
print(int(re.search(r"VmHWM:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def test_ten_megabytes_of_anything_end_in_a_few_hundred_megabytes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TEN_MEGABYTES], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.stderr == ""
    assert int(done.stdout) < 400


# --- what was found, as shown -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (BareNumber("1e3"), "the bare number 1e3"),
        ([1, 2], "a list of 2"),
        ({"a": 1}, "a mapping of 1"),
        ("Supplier A", "Supplier A"),
        ("[red]x[/red]", "[red]x[/red]"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\nb", "a\\nb"),
        ("\ud800", "\\ud800"),
        ("a\u202eb", "a\\u202eb"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 80 + "... (81 characters)"),
    ],
)
def test_what_was_found_is_short_and_safe_to_print(value: object, said: str) -> None:
    assert shown(value) == said
