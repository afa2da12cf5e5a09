"""How much work an officer holds, in points, and how much they have time for.

`points` are the published points of a case; `officer` adds them up for one officer, `columns` for thousands at once;
`capacity` is the time that they have, and the share of it that is taken.
"""
