"""Present values by pyxirr, in an environment of its own: flows as JSON in, pounds and seconds as JSON out."""

from __future__ import annotations

import json
import sys
import time
from datetime import date

import pyxirr  # type: ignore[import-not-found]

asked = json.load(sys.stdin)
first, rate = date.fromisoformat(asked["first"]), float(asked["rate"])
flows = {
    party: ([first, *map(date.fromisoformat, days)], [0.0, *(pence / 100 for pence in amounts)])
    for party, (days, amounts) in asked["flows"].items()
}
started = time.perf_counter()
worth = {party: pyxirr.xnpv(rate, days, amounts) for party, (days, amounts) in flows.items()}
json.dump({"worth": worth, "seconds": time.perf_counter() - started}, sys.stdout)
