"""The links of the chain of many facts: made anew, or kept from the file where they hold."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
import pyarrow as pa

from throughcare.actions.loading_nation.pieces import Piece
from throughcare.actions.streams import SALT_BYTES
from throughcare.exchange.fact_files import FactFile
from throughcare.exchange.fact_files.chains import KeptChain
from throughcare.exchange.fact_files.many_facts import ManyFacts
from throughcare.facts.chain import ORIGIN


@dataclass(frozen=True, slots=True)
class Links:
    """For each row of a piece its salt (None once erased), digest and hash; for each stream the hash it ends on.

    `order` gives, stream after stream, the rows in order of number: as the chain goes.
    """

    salts: list[str | None]
    digests: list[str]
    hashes: list[str]
    heads: list[str]
    order: list[int]


def links_of(file: FactFile, piece: Piece, table: pa.Table, many: ManyFacts) -> Links:
    """The links of a piece. Raises `FactFileFault` where the file carries a chain that does not hold."""
    number = table["number"].chunk(0).to_numpy()
    stream = np.repeat(np.arange(len(piece.whose)), np.diff(piece.offsets))
    order = np.lexsort((number, stream)).tolist()
    return _kept(file, piece, table, many, order) if file.has_chain else _made(piece, many, order)


def _made(piece: Piece, many: ManyFacts, order: list[int]) -> Links:
    """As `facts.chain.linked` makes them, with fresh salts. What was erased gets a digest of nothing that is kept."""
    rows, width = piece.rows, 2 * SALT_BYTES
    fresh = os.urandom(SALT_BYTES * rows).hex()
    salts: list[Any] = [fresh[at : at + width] for at in range(0, width * rows, width)]
    digests, hashes, heads = [""] * rows, [""] * rows, []
    contents, envelopes = many.contents, many.envelopes
    for begin, end in zip(piece.offsets[:-1], piece.offsets[1:], strict=True):
        head = ORIGIN
        for row in order[begin:end]:
            digest = sha256(f"{salts[row]}\n{contents[row]}".encode()).hexdigest()
            head = sha256(f"{head}\n{envelopes[row]}\n{digest}".encode()).hexdigest()
            digests[row], hashes[row] = digest, head
        heads.append(head)
    for stream, number in piece.erased:
        salts[order[piece.offsets[stream] + number - 1]] = None
    return Links(salts, digests, hashes, heads, order)


def _kept(file: FactFile, piece: Piece, table: pa.Table, many: ManyFacts, order: list[int]) -> Links:
    chain = KeptChain.of(table, many.contents, many.envelopes)
    bounds = zip(piece.whose, piece.offsets[:-1], piece.offsets[1:], strict=True)
    heads = [chain.head(file, whose, order[begin:end]) for whose, begin, end in bounds]
    for stream, number in piece.erased:
        chain.salts[order[piece.offsets[stream] + number - 1]] = None
    return Links(chain.salts, chain.digests, chain.hashes, heads, order)
