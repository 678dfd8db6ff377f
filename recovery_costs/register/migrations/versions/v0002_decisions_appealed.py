"""What is under appeal names the decision, so that the Authority reads of what is nobody's own only the very decision.

The table is derived from the entries: it is made again from them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
_DECISION = {"sqlite": "json_extract(body, '$.decision')", "postgresql": "body::jsonb ->> 'decision'"}


def upgrade() -> None:
    store = op.get_bind().dialect.name
    if store == "postgresql":
        op.execute("SELECT set_config('recovery_costs.role', 'program', true)")
        op.execute("DROP POLICY entries_read ON entries")
    op.drop_table("appealed")
    op.create_table(
        "appealed", *(sa.Column(name, TEXT, primary_key=True) for name in ("case_name", "party", "decision"))
    )
    op.execute(
        "INSERT INTO appealed (case_name, party, decision) "  # noqa: S608  no outside text in it
        f"SELECT DISTINCT case_name, coalesce(party, ''), coalesce({_DECISION[store]}, '') "
        "FROM entries WHERE kind = 'appeal_made'"
    )
    if store == "sqlite":
        _sqlite_only_grows()
    else:
        _postgres_rows()


def _sqlite_only_grows() -> None:
    refuse = "BEGIN SELECT RAISE(ABORT, 'appealed: the journal only grows'); END"
    for act in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER appealed_no_{act.lower()} BEFORE {act} ON appealed {refuse}")
    there = " AND ".join(f"{name} = NEW.{name}" for name in ("case_name", "party", "decision"))
    when = f"EXISTS (SELECT 1 FROM appealed WHERE {there})"  # noqa: S608  no outside text in it
    op.execute(f"CREATE TRIGGER appealed_no_replace BEFORE INSERT ON appealed WHEN {when} {refuse}")


_ROLE = "current_setting('recovery_costs.role', true)"
_PARTIES = "coalesce(nullif(current_setting('recovery_costs.parties', true), ''), '[]')::jsonb"
_IN_EVENT = "SELECT 1 FROM appealed WHERE appealed.case_name = entries.case_name"
_READS = f"""EXISTS (
    SELECT 1 FROM reads WHERE reads.role = {_ROLE} AND reads.kind = entries.kind AND (
        reads.scope = 'all'
        OR reads.scope = 'own' AND jsonb_exists({_PARTIES}, entries.party)
        OR reads.scope = 'event' AND EXISTS ({_IN_EVENT})
        OR reads.scope = 'appealed' AND EXISTS (
            {_IN_EVENT} AND (appealed.party = entries.party OR appealed.decision = entries.fact))))"""  # noqa: S608  no outside text in it
_KNOWN = f"{_ROLE} IS NOT NULL AND {_ROLE} <> ''"


def _postgres_rows() -> None:
    op.execute(
        "CREATE TRIGGER appealed_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON appealed "
        "FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
    )
    op.execute("ALTER TABLE appealed ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE appealed FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY appealed_read ON appealed FOR SELECT USING ({_ROLE} IN ('program', 'authority'))")
    op.execute(f"CREATE POLICY appealed_write ON appealed FOR INSERT WITH CHECK ({_KNOWN})")
    op.execute(f"CREATE POLICY entries_read ON entries FOR SELECT USING ({_READS})")


def downgrade() -> None:
    """Refused by design: the journal only grows."""
    raise RuntimeError("the journal only grows: there is no way back")
