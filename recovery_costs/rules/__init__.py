"""The rules: one module per paragraph of L10, in Code order. No rule knows another; what an earlier clause decided is passed in."""
