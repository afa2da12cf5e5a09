"""A nation's file of facts loaded into the record: by copy, on two processes, in pieces that are whole.

    checked = check_facts(open_facts(path), code_at_most=20)
    load_facts(checked, digest_of(checked.file), at=at)

The rows are those that `append_many` would write, but for salts and what hangs on them.
"""

from throughcare.actions.loading_nation.ledger import CannotLoad
from throughcare.actions.loading_nation.loading import LoadedFacts, load_facts, make_ready
from throughcare.actions.loading_nation.throwing_away import throw_away
from throughcare.actions.loading_nation.working import WorkerGone

__all__ = ["CannotLoad", "LoadedFacts", "WorkerGone", "load_facts", "make_ready", "throw_away"]
