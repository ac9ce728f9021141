"""The caption rules: captions per second on one core, over the labelled corpus.

The peer is what a user would write first: price-parser from the package index, for the price alone.
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


def run() -> list[Row]:
    """Both over the whole corpus, in turn."""
    captions = [json.loads(line)["caption"] for line in CORPUS.read_text().splitlines()]
    events = [NewVideoPosted(video_id="v", caption=caption) for caption in captions]
    ours, theirs = [], []
    for _ in range(ROUNDS):
        started = time.process_time()
        for event in events:
            parse(event)
        ours.append(len(events) / (time.process_time() - started))
        started = time.process_time()
        for caption in captions:
            Price.fromstring(caption)
        theirs.append(len(captions) / (time.process_time() - started))
    peer = "price-parser (one price, nothing else)"
    return [Row.of("caption rules, one core", peer, ours=ours, theirs=theirs, unit="captions/s", goal=None)]
