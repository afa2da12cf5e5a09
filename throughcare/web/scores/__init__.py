"""The scores of a person: given or not, term by term, and how they come to be put right."""
