"""What joins a number word to the rest of its amount."""

AND = "na|y|e|et|dan|and|und|i|va|ve|og|och|и|та|আর|और"
"""Between a number word and the rest of its amount: 1 juta dan 250 ribu."""

COUNTED = (
    "%|x|×|kgs?|gr?|grams?|ml|l|cm|mm|inch|gb|tb|mah|w|pcs?|pieces?|adet|szt|шт|stk|pz|uds?|biji|buah|sets?|"
    "orang|kali|x|years?|days?|followers?"
)
"""A number before one of these is not the rest of an amount."""

ENDS = "nego|only|saja|aja|net|each|/"
"""End an amount."""

AND_REST = "y|e|na|i|и|dan"
