"""Papers: an adjudication as people read it."""
