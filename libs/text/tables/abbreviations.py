"""Words that are written with a point."""

ABBREVIATIONS = (
    "min|no|ord|reg|orig|norm|incl|excl|exkl|inc|rs|rp|approx|aprox|max|art|ref|ca|inkl|nr|ph|hrg|env|tk|sh|"
    "ksh|tsh|gr|num"
)
"""A point behind one of these does not end a sentence."""
