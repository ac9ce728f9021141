"""Kinds of words that say what a number beside them is."""

from enum import Enum


class Cue(Enum):
    """What a word near an amount makes of it."""

    PRICE = "the price follows"
    NOW = "the price after a reduction follows"
    WAS = "the price before a reduction follows, or stands before the word"
    WAS_AFTER = "the price before a reduction stands before the word"
    FROM = "a lowest price follows"
    ONLY = "mild sign of a price, on either side"
    EACH = "the amount before is for one unit"
    FEE = "a delivery charge follows, or stands before the word"
    DEPOSIT = "a part payment follows, or stands before the word"
    FREE = "the charge beside it is nothing"
    THRESHOLD = "a least order follows"
    EXTRA = "a surcharge follows"
    OFF = "a reduction by an amount"
    COUNT = "a number of people, sales or things stands before the word"
    COUNT_BEFORE = "a number of people, sales or things follows"
    CODE = "an identifier follows"
    ELSEWHERE = "another shop's price, or what a thing is worth, follows"
    WHOLESALE = "the price for resellers"
    RETAIL = "the price for one"
    SIZE = "a size or age follows"
    PER_MONTH = "an instalment stands before the word"
    PLUS = "joins a price and a charge"
