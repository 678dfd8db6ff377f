"""The register: what is on record, appended and never altered."""
