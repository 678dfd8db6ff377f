"""Section L10.14 to L10.30 of the Smart Energy Code: Recovery Costs after a key compromise."""
