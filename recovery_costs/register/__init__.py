"""The register: one append-only journal that only grows, kept in SQLite or PostgreSQL, with proof that nothing was altered."""
