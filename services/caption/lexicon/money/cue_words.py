"""All cues: the phrases that say what the amount beside them is."""

from services.caption.lexicon.money.charges import CHARGE_CUES
from services.caption.lexicon.money.counts import COUNT_CUES
from services.caption.lexicon.money.cues import Cue
from services.caption.lexicon.money.price_words import PRICE_CUES

_LISTED = PRICE_CUES | CHARGE_CUES | COUNT_CUES

CUES = {cue: _LISTED[cue] for cue in Cue}
"""In the order of `Cue`: of a phrase that is listed twice the first kind counts."""
