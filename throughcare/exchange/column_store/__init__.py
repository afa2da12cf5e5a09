"""The nation's facts and obligations kept as columns, so that after new facts only those people are derived again.

    store = ColumnStore.build(folder, facts, standards=standards)
    store.renew({"X000001": facts_of_x000001})
    store.obligations(["person", "standard", "due"]).collect()
    store.fold()

A base of large files, an overlay of small ones that is laid over it whenever somebody reads, and at night both
folded into a new base.
"""

from throughcare.exchange.column_store.about import StoreAbout, StoreFault
from throughcare.exchange.column_store.store import ColumnStore, locked

__all__ = ["ColumnStore", "StoreAbout", "StoreFault", "locked"]
