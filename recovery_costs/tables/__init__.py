"""`docs/breach-table.md` and `docs/moves-table.md`: every combination of what can happen under L10.22 to L10.29, decided.

    python -m recovery_costs.tables

writes both. Each combination is built as a tiny case file and judged by the procedure itself; nothing is stated twice.
"""
