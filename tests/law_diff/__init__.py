"""The comparison of a new Section L with the text stated."""
