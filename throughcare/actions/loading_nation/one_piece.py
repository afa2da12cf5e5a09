"""One piece of a file of facts, written in one transaction."""

from __future__ import annotations

from django.db import transaction

from throughcare.actions.loading_nation.ledger import note_piece
from throughcare.actions.loading_nation.links import links_of
from throughcare.actions.loading_nation.pieces import Piece
from throughcare.actions.loading_nation.rows import rows_of
from throughcare.actions.loading_nation.writing import write_rows
from throughcare.exchange.extracts import no_garbage_collection
from throughcare.exchange.fact_files import FactFile
from throughcare.exchange.fact_files.groups import GroupReader
from throughcare.exchange.fact_files.many_facts import many_facts
from throughcare.exchange.fact_files.streams_found import kinds_of_rows


class Hand:
    """Does one piece after another: writes them under the load of this id, or (None) only checks their chains."""

    def __init__(self, file: FactFile, load: int | None) -> None:
        self.file, self.load = file, load
        self._reader = GroupReader(file)

    def __call__(self, piece: Piece) -> None:
        """Raises `FactFileFault` where the file carries a chain that does not hold, and what the database raises."""
        table = self._reader.rows(piece.start, piece.start + piece.rows)
        with no_garbage_collection():
            if self.load is None:
                links_of(self.file, piece, table, many_facts(table, kinds_of_rows(self.file, table)))
                return
            made = rows_of(self.file, piece, table)
            with transaction.atomic():
                if note_piece(self.load, piece):
                    for rows in made:
                        write_rows(rows)
