"""What people in the trade call the columns of a list of costs, and what a heading therefore stands for.

`surely` holds wordings that mean one thing; `likely` ones that usually do. A heading is compared without case, pound signs,
brackets and stops. A wording decides nothing alone: `suggest` also looks at what stands under it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from recovery_costs.workbook.own.profile import Role

_SURELY: Mapping[str, str] = {
    "line": "line|line no|line number|line ref|line reference|cost ref|cost line|claim line|claim ref",
    "incurred": "incurred|incurred on|date incurred|cost incurred on|date cost incurred|liability date|date of liability",
    "net": "net|net amount|net value|net cost|net total|net of vat|ex vat|excl vat|excluding vat|amount ex vat|amount excl vat|"
    "amount excluding vat|cost ex vat|cost excl vat|value ex vat|total ex vat|total excl vat|amount net|amount without vat",
    "vat": "vat|vat amount|vat charged|vat value|tax amount|vat total|amount of vat",
    "gross": "gross|gross amount|gross value|gross cost|gross total|inc vat|incl vat|including vat|amount inc vat|amount incl vat|"
    "amount including vat|cost inc vat|cost incl vat|value inc vat|total inc vat|total incl vat|total including vat|amount gross|"
    "amount with vat",
    "recoverable_vat": "recoverable vat|vat recoverable|vat reclaimable|reclaimable vat|vat reclaimed|vat recovered",
    "otherwise_incurred": "incurred anyway|otherwise incurred|would have been incurred anyway|bau cost|business as usual cost",
    "currency": "currency|ccy|currency code",
    "limb": "what for|limb|l10.17|l10.17 limb|limb of l10.17",
    "key_outcome": "the key was|key outcome|outcome of the key|key result",
    "devices": "devices|no of devices|number of devices|device count|no of meters|number of meters|meters|meter count|no of hubs|"
    "number of hubs|devices replaced|meters replaced",
    "responsible_supplier": "responsible supplier|you are the responsible supplier|responsible supplier y/n",
    "smi_status": "smi status|smi",
    "compromised_credentials": "compromised credentials|held compromised credentials",
    "reasonable": "found reasonable|reasonable",
    "own_route": "own route",
    "description": "description|details|narrative|what it was|particulars|nature of cost|item description|description of cost|work done",
    "supplier": "supplier|supplier name|vendor|vendor name|contractor|payee|contractor name",
    "invoice": "invoice|invoice no|invoice number|invoice ref|invoice reference|inv no|inv ref|inv|invoice id|bill no",
    "evidence": "evidence|evidence ref|evidence reference",
    "device_ids": "device ids|device id|device guid|device guids|guid|guids|eui-64|eui64|meter guid|device identifier|device eui",
}
_LIKELY: Mapping[str, str] = {
    "line": "ref|reference|id|no|item|item no|row|our ref|number|serial no",
    "incurred": "date|invoice date|date of invoice|inv date|cost date|date of cost|transaction date|work date|date of work|job date|"
    "visit date|date of visit|completion date|date completed|tax point|document date|doc date",
    "amount": "amount|cost|value|charge|spend|line total|invoice amount|invoice value|invoice total|total cost|total|line value|costs|"
    "price|sum|amount due",
    "vat": "tax",
    "limb": "category|cost category|cost type|type of cost|type|work type|activity",
    "key_outcome": "outcome|result",
    "devices": "hubs|units replaced",
    "smi_status": "status|device status",
    "description": "work|item|service|job|task|comment",
    "supplier": "company|provider|firm",
    "invoice": "document no|document number|doc no|document ref",
    "device_ids": "device|mpan/device id|mpan / device id|meter id|mpan or device id",
}
_OTHER_DATES = re.compile(
    r"\b(paid|payment|due|received|entered|posted|posting|ordered|order|approved|from|to|period|start|end)\b"
)
_NO_FIELD: Mapping[str, str] = {
    "a price for each": "unit price|unit cost|rate|price each|day rate|hourly rate|unit rate|cost per meter|cost per device|price per unit",
    "a quantity": "quantity|qty|hours|days|units|hrs",
    "a rate or code of VAT": "vat rate|vat %|vat code|tax code|tax rate|vat rate %",
    "a supply point, which is no Device": "mpan|mprn|mpxn|mpan/mprn|mpan / mprn",
    "a note": "notes|note|comments|remarks",
    "an account or cost centre": "cost centre|cost center|account|gl code|nominal|nominal code|account code|gl account|project|department",
}
_COUNTS = re.compile(
    r"claim|includ|exclud|eligib|status|cancel|void|revers|reject|approv|duplic|rechar|refund|credit|y/n", re.IGNORECASE
)
_INC = re.compile(r"\b(inc|incl|including|with|gross)\b.{0,12}\bvat\b|\bgross\b|\bvat\b.{0,6}\b(inc|incl|included)\b")
_EX = re.compile(r"\b(ex|exc|excl|excluding|without|net of|before|plus)\b.{0,6}\bvat\b|\bnet\b")
_THOUSANDS = re.compile(
    r"£\s?['’]?000|£\s?ks?\b|\bk£|\(?['’]000s?\)?|\b000s\b|\bthousands?\b|\bgbp ?k\b", re.IGNORECASE
)
_MILLIONS = re.compile(r"£\s?(?:m|mn|million)s?\b|\bmillions?\b", re.IGNORECASE)
_POUNDS = re.compile(r"£|\bgbp\b|\bpounds?\b|\bsterling\b", re.IGNORECASE)


def bare(heading: str) -> str:
    """A heading without case, pound signs, brackets and stops: what the lists above hold."""
    said = re.sub(r"\((?:£|gbp|pounds?|in £)\)|£|\bgbp\b", " ", heading.casefold())
    said = re.sub(r"\b(no|nr|num)\.", "no", said)
    said = re.sub(r"[()\[\]:*?.]+(?=\s|$)|^[()\[\]:*?.]+|#", lambda found: " number" if found[0] == "#" else " ", said)
    return " ".join(said.replace("_", " ").split())


class Meant(NamedTuple):
    """What a heading stands for, and whether surely or likely."""

    role: Role
    sure: bool


def _table(lists: Mapping[str, str]) -> dict[str, str]:
    return {wording: role for role, wordings in lists.items() for wording in wordings.split("|")}


_SURE, _USUAL, _NONE = _table(_SURELY), _table(_LIKELY), _table(_NO_FIELD)


def meant(heading: str) -> Meant | None:
    """What a heading stands for; None where it is none of the trade's words, or one that no cost line has a field for."""
    said = bare(heading)
    for table, sure in ((_SURE, True), (_USUAL, False)):
        if said in table:
            return Meant(table[said], sure)  # type: ignore[arg-type]
    if said in _NONE or not said:
        return None
    if re.search(r"\bvat\b", said) and (_INC.search(said) or _EX.search(said)):
        return Meant("net" if _EX.search(said) else "gross", False)
    if re.fullmatch(r"vat (?:@ ?|at )?[0-9.]+ ?%", said):
        return Meant("vat", False)
    for word, role in (
        ("amount", "amount"),
        ("cost", "amount"),
        ("description", "description"),
        ("supplier", "supplier"),
    ):
        if re.search(rf"\b{word}\b", said) and len(said.split()) <= 4:
            return Meant(role, False)  # type: ignore[arg-type]
    return None


def no_field(heading: str) -> str | None:
    """What a heading stands for that no cost line has a field for, such as a price for each."""
    return _NONE.get(bare(heading))


def other_date(heading: str) -> bool:
    """Whether a heading speaks of a day that is not that of the cost, such as when it was paid."""
    return bool(_OTHER_DATES.search(bare(heading)))


def says_what_counts(heading: str) -> bool:
    """Whether a heading may say which rows are claimed at all, such as "Include?" or "Cancelled"."""
    return bool(_COUNTS.search(heading))


def with_vat(heading: str) -> bool | None:
    """Whether a heading says that amounts are with VAT (True) or without it (False); None where it does not say."""
    said = bare(heading)
    inc, ex = bool(_INC.search(said)), bool(_EX.search(said))
    return inc if inc != ex else None


def unit_said(text: str) -> str | None:
    """The unit that words speak of: "thousands", "millions" or "pounds"; None where of none."""
    for unit, pattern in (("thousands", _THOUSANDS), ("millions", _MILLIONS), ("pounds", _POUNDS)):
        if pattern.search(text):
            return unit
    return None
