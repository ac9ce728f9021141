"""The caption rules on the labelled corpus: captions per second on one core, and prices that are right.

The peer is what a user would reach for first: price-parser from the package index, which finds one price and nothing
else. It is much faster, and this says at what cost.
"""

import json
import time
from pathlib import Path

from price_parser import Price

from bench.report import Row
from libs.events import NewVideoPosted
from services.caption.rules import parse

CORPUS = Path("tests/corpus/captions.jsonl")
ROUNDS = 5
PEER = "price-parser (one price)"


def run(*, small: bool = False) -> list[Row]:
    """Both over the whole corpus, in turn. `small`: one round."""
    rows = [json.loads(line) for line in CORPUS.read_text().splitlines()]
    events = [NewVideoPosted(video_id="v", caption=row["caption"]) for row in rows]
    ours, theirs = [], []
    for _ in range(1 if small else ROUNDS):
        started = time.process_time()
        found = [parse(event).price for event in events]
        ours.append(len(rows) / (time.process_time() - started))
        started = time.process_time()
        peers = [Price.fromstring(row["caption"]).amount_float for row in rows]
        theirs.append(len(rows) / (time.process_time() - started))
    right = [
        100 * sum(a == row["price"] for a, row in zip(some, rows, strict=True)) / len(rows) for some in (found, peers)
    ]
    return [
        Row.of("caption rules, one core", PEER, ours=ours, theirs=theirs, unit="captions/s", goal=None),
        Row.of("price right, or rightly none", PEER, ours=right[:1], theirs=right[1:], unit="% of corpus", goal=None),
    ]
