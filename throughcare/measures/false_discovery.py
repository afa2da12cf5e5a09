"""Marks that chance alone would set, held down over many comparisons at once.

Of 400 teams with the same true share, 20 lie beyond a 95% limit. So p-values are corrected for how many there are, by
Benjamini and Hochberg's step-up procedure: of all that is marked on a page, on average at most the given part is marked
by chance; and where nothing differs, no more than that part of pages carries any mark.

Its promise is proven for comparisons that are independent or lean the same way. Those of a page are not quite so: two
clocks read the same duties, and all groups are held against a whole that they are part of. Two things stand for it
here. For two-sided tests the bound has been found to hold under every dependence tried (A. Reiner-Benaim, FDR control
by the BH procedure for two-sided correlated tests, 2007), and `python -m bench.fairness` measures it for two clocks of
the same duties and for a share beside its opposite. The correction of Benjamini and Yekutieli (`any_dependence`)
needs no such argument; with 287 groups it asks for six times smaller p-values, and there it finds 73 of 100 odd teams
where this one finds 89.

Source: Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, 1995; Y. Benjamini and D. Yekutieli, The
control of the false discovery rate in multiple testing under dependency, 2001.
"""

from __future__ import annotations

import numpy as np

from throughcare.measures.binomial import Numbers

FALSE_MARKS = 0.05
"""The part of the marks on a page that may be chance alone, on average. Source: the usual one, in both papers."""


def corrected(p_values: Numbers, *, any_dependence: bool = False) -> Numbers:
    """The p-values corrected for how many stand along the last axis; at most 1, and never below what they were.

    To mark those at or below `FALSE_MARKS` is to follow the step-up procedure with that bound. `any_dependence` takes
    the stricter correction.
    """
    many = p_values.shape[-1]
    if many == 0:
        return p_values.copy()
    ranks = np.arange(1, many + 1)
    order = np.argsort(p_values, axis=-1, kind="stable")
    stricter = float(np.sum(1 / ranks)) if any_dependence else 1.0
    scaled = np.take_along_axis(p_values, order, axis=-1) * (stricter * many / ranks)
    stepped_up = np.minimum.accumulate(scaled[..., ::-1], axis=-1)[..., ::-1]
    found = np.empty_like(stepped_up)
    np.put_along_axis(found, order, np.minimum(stepped_up, 1.0), axis=-1)
    return found
