"""Scores of reoffending and of need: published formulas, term by term, each with its version and its bands.

A score is given or it is not: what is missing is named, and nothing is put in its place.
"""
