"""What became of each clause: the same, changed, renumbered, new, missing; and what is not taken for a change."""

from __future__ import annotations

import re
from itertools import product

import pytest

from recovery_costs.law import CLAUSES as CODE_CLAUSES
from recovery_costs.law_diff import Comparison, compare, fingerprints, held, threes_of, written
from recovery_costs.law_text import DELETED, HEADING, MARKUP, PAGE
from recovery_costs.papers.law_diff import Passage, passages
from recovery_costs.plain import Problems
from tests.law_diff.invented import CLAUSES, renumbered, text

STATED = fingerprints(text())


def moved(result: Comparison) -> dict[str, tuple[str, str | None]]:
    """The clauses that are not the same: what became of each, and its number now."""
    return {
        row.stated.ref if row.stated else str(row.now and row.now.ref): (row.status, row.now and row.now.ref)
        for row in result.rows
        if row.status != "same"
    }


def changed(**new: str) -> dict[str, str]:
    return {ref: new.get(ref.replace(".", "_").replace("(", "_").replace(")", ""), was) for ref, was in CLAUSES.items()}


# --- the same -----------------------------------------------------------------------------------------------------


def test_every_clause_is_found_down_to_the_last_limb() -> None:
    assert list(STATED) == list(CLAUSES)[1:]


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(text(line="\n"), id="no blank lines"),
        pytest.param(" ".join(text().split()), id="one line"),
        pytest.param("\n".join(text().split()), id="a word a line"),
        pytest.param(text().replace("; and", ";\nand\n"), id="a conjunction on a line of its own"),
        pytest.param(
            " ".join(text().partition("L11 ")[0].split()) + " Annex A to Section L Buoys: red.", id="an annex"
        ),
        pytest.param(text().replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(text().replace("\u201c", '"').replace("\u201d", "''"), id="straight quotation marks"),
        pytest.param(text().replace("Sub-\nCommittee", "Sub\u2011Committee"), id="a hard hyphen"),
        pytest.param(text().replace("moorings", "moor-\nings").replace("shackles", "shack\u00adles"), id="hyphenation"),
        pytest.param(text().replace(" the ", "\u00a0the  "), id="other spaces"),
        pytest.param(text().replace("first", "\ufb01rst"), id="a ligature"),
        pytest.param("\ufeff" + text().replace("\nL10.18", "\n\f\nL10.18"), id="a page break"),
        pytest.param("L10.14 Storm Days ... 7\n" + text(), id="a table of contents"),
    ],
)
def test_the_same_words_set_otherwise_are_the_same(new: str) -> None:
    assert moved(compare(new, STATED)) == {}


def test_a_reference_at_the_start_of_a_line_begins_nothing() -> None:
    new = text().replace("Section L10.18", "Section\nL10.18").replace("paragraph\n(a) or (b)", "paragraph (a)\nor\n(b)")
    assert moved(compare(new, STATED)) == {}


# --- changed ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "ref", "shown"),
    [
        pytest.param("nine", "ten", "L10.19(a)", Passage("within", "ten", "weeks of the Storm"), id="a word"),
        pytest.param(
            "tell the whole", "Tell the whole", "L10.19(c)", Passage("", "Tell", "the whole sum before"), id="a capital"
        ),
        pytest.param(
            "season that follows is over", "season", "L10.19(c)", Passage("before the oyster season", "", ""), id="cut"
        ),
        pytest.param(
            "rope, chain and", "rope and", "L10.17(b)(i)", Passage("rope", "", "and shackles lost overboard"), id="gone"
        ),
        pytest.param(
            "a red cone",
            "a big red cone",
            "L10.15(a)",
            Passage("keeper has hoisted a", "big", "red cone, or caused"),
            id="added",
        ),
    ],
)
def test_a_changed_word_changes_its_clause_and_no_other(old: str, new: str, ref: str, shown: Passage) -> None:
    result = compare(text().replace(old, new), STATED)
    assert moved(result) == {ref: ("changed", ref)}
    (row,) = (row for row in result.rows if row.status == "changed")
    assert passages(row) == [shown]
    assert row.now is not None
    assert text().split("\n")[row.now.line - 1].strip()


def test_only_punctuation() -> None:
    result = compare(text().replace("red cone, or", "red cone or"), STATED)
    (row,) = (row for row in result.rows if row.status != "same")
    assert (row.status, row.notes, passages(row)) == ("changed", ("only its punctuation changed",), [])


def test_a_clause_rewritten_from_end_to_end_is_changed() -> None:
    new = changed(L10_18="Whoever commands a vessel can petition the Wardens for a refund.")
    assert moved(compare(text(new), STATED)) == {"L10.18": ("changed", "L10.18")}


@pytest.mark.parametrize("ref", STATED)
def test_no_clause_can_lose_or_gain_a_word_unseen(ref: str) -> None:
    words = CLAUSES[ref].split(" ")
    for new in (words[1:], [*words[:1], "surely", *words[1:]]):
        assert ref in moved(compare(text({**CLAUSES, ref: " ".join(new)}), STATED))


# --- renumbered, new, missing -------------------------------------------------------------------------------------


def test_paragraphs_inserted_before_the_definitions() -> None:
    last = CLAUSES["L10.30"]
    new = {**CLAUSES, "L10.30": "The keeper may direct a pilot to stand by.", "L10.31": "A pilot so directed must:"}
    new |= {"L10.31(a)": "stand by; and", "L10.31(b)": "send in no bill.", "L10.33": last}
    assert moved(compare(text(new), STATED)) == {
        "L10.30": ("new", "L10.30"),
        **{ref: ("new", ref) for ref in ("L10.31", "L10.31(a)", "L10.31(b)")},
    } | {"L10.30": ("new", "L10.30")}
    rows = [row for row in compare(text(new), STATED).rows if row.stated and row.stated.ref == "L10.30"]
    assert [(row.status, row.now and row.now.ref) for row in rows] == [("renumbered", "L10.33")]


def test_a_paragraph_added_at_the_end() -> None:
    new = {**CLAUSES, "L10.31": "A gull is no Buoy, whatever it is painted."}
    assert moved(compare(text(new), STATED)) == {"L10.31": ("new", "L10.31")}


def test_every_number_moved_by_one() -> None:
    result = compare(text(renumbered(CLAUSES, 14, 1)), STATED)
    status = {ref: status for ref, (status, _) in moved(result).items()}
    assert {ref for ref, each in status.items() if each == "changed"} == {"L10.14", "L10.15", "L10.16", "L10.19"}
    assert set(status.values()) == {"changed", "renumbered"}
    for row in result.rows:
        assert row.stated is not None
        assert row.now is not None
        assert row.now.ref == renumbered({row.stated.ref: ""}, 14, 1).popitem()[0]
        assert row.status == "renumbered" or "only its references changed" in row.notes[0]


def test_a_limb_put_in_moves_those_after_it() -> None:
    new = {}
    for ref, words in CLAUSES.items():
        if ref == "L10.19(b)":
            new[ref] = "swear to it upon the Board's own anchor;"
        new[ref.replace("L10.19(c)", "L10.19(d)").replace("L10.19(b)", "L10.19(c)") if "19" in ref else ref] = words
    assert moved(compare(text(new), STATED)) == {
        "L10.19(b)": ("new", "L10.19(b)"),
        "L10.19(b)(i)": ("renumbered", "L10.19(c)(i)"),
        "L10.19(b)(ii)": ("renumbered", "L10.19(c)(ii)"),
        "L10.19(c)": ("renumbered", "L10.19(d)"),
    }


@pytest.mark.parametrize("gone", ["L10.18", "L10.19(b)(i)", "L10.20", "L10.30", "L10.15(a)"])
def test_a_clause_left_out_is_missing(gone: str) -> None:
    result = moved(compare(text({ref: words for ref, words in CLAUSES.items() if ref != gone}), STATED))
    assert result == {gone: ("missing", None)}


def test_a_paragraph_alone_leaves_the_others_missing() -> None:
    result = moved(compare(f"L10.18 {CLAUSES['L10.18']}", STATED))
    assert result == {ref: ("missing", None) for ref in STATED if ref != "L10.18"}


# --- debris -------------------------------------------------------------------------------------------------------

HEADER = "\n\n\nSEC Section L \u2013 Storm Consultation \u2013 Conclusions\n\nHarbours \u2013 Draft 6 March 2020 \n\n"


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (
            "thought to have dragged)",
            "thought to have\n\nDeleted: slid\n\nDeleted:  off\n\ndragged)",
            [DELETED, DELETED],
        ),
        ("the bed.", "the bed.  Deleted: ;", [DELETED]),
        (
            "the bed.",
            "the bed.  Deleted: ;\nDeleted: <#>a \u201cFloat\u201d, being\n\na cork; and\u00b6\n<#>a net.\u00b6\n",
            [DELETED] * 4,
        ),
        ("the whole sum is told; and", f"the whole{HEADER}sum is told; and", [PAGE, PAGE]),
        ("lost overboard; or", "lost\nPage 12 of 40\n\f13\noverboard; or", [PAGE, PAGE]),
        ("hiring a tug", "hiring\nFormatted: Indent: Left 2 cm\nCommented [AB1]: why a tug?\na tug", [MARKUP, MARKUP]),
    ],
)
def test_debris_is_named_and_is_no_change(old: str, new: str, kinds: list[str]) -> None:
    result = compare(text().replace(old, new), STATED)
    assert moved(result) == {}
    assert [each.kind for each in result.debris if each.kind != HEADING] == kinds


def test_headings_are_named() -> None:
    said = [each.says for each in compare(text(), STATED).debris if each.kind == HEADING]
    assert said == [
        "Storms and Salvage Storm Days",
        "Payment: By the Board",
        "Definitions",
        "L11 LIGHTHOUSES AND OTHER LIGHTS",
    ]


def test_a_running_header_is_known_by_its_place_on_every_page() -> None:
    lines = text(line="\n").split("\n")
    pages = [
        "\n".join(["The Pilot's Almanack", *lines[at : at + 6], f"sheet {at} x"]) for at in range(0, len(lines), 6)
    ]
    result = compare("\f".join(pages), STATED)
    assert moved(result) == {}
    assert [each.kind for each in result.debris if each.kind != HEADING] == [PAGE] * 2 * len(pages)


def test_words_left_over_from_a_balloon_are_shown_with_a_warning() -> None:
    result = compare(text().replace("hiring a tug", "hiring\nDeleted: a dinghy with\nits oars\na tug"), STATED)
    (row,) = (row for row in result.rows if row.status != "same")
    assert [each.new for each in passages(row)] == ["its oars"]
    assert "balloon" in row.notes[0]


def test_a_fragment_in_small_letters_is_no_heading() -> None:
    new = text().replace("the Salvage Moneys.\n", "the Salvage Moneys.\nbut never more than forty shillings\n")
    assert moved(compare(new, STATED)) == {"L10.18": ("changed", "L10.18")}


@pytest.mark.parametrize(
    "other",
    ["", "A recipe for soup.", "L11.1 Every light must be lit.", "L10.14 (a) (b) (c)", "L10.19 " + "salt " * 99],
)
def test_what_is_not_section_l_is_refused(other: str) -> None:
    with pytest.raises(Problems):
        compare(other, STATED)


# --- the fingerprints ---------------------------------------------------------------------------------------------


def test_the_fingerprints_held_are_those_of_every_clause_and_say_nothing() -> None:
    assert list(held()) == list(CODE_CLAUSES)
    for row in written(held()).splitlines()[1:]:
        ref, letters, marks, threes = row.split(",")
        assert ref in CODE_CLAUSES
        assert re.fullmatch("[0-9a-f]{64}", letters)
        assert re.fullmatch("[0-9a-f]{64}", marks)
        each = threes.split(" ")
        assert each == sorted({*each}), "in no order that is the text's"
        assert all(re.fullmatch("[0-9a-f]{3}", one) for one in each)


def test_every_three_stands_for_many_threes_of_words() -> None:
    words = [
        "the",
        "a",
        "of",
        "to",
        "and",
        "in",
        "Party",
        "Panel",
        "DCC",
        "cost",
        "key",
        "shall",
        "may",
        "where",
        "which",
    ]
    words += ["that", "by", "for", "Recovery", "event"]
    hits: dict[int, int] = {}
    for three in product(words, repeat=3):
        _, _, one, _, _ = threes_of(" ".join(three))
        hits[one] = hits.get(one, 0) + 1
    known = {three for one in held().values() for three in one.threes}
    assert sum(hits.get(three, 0) for three in known) / len(known) > 1.5, "twenty words alone fit each about twice"
