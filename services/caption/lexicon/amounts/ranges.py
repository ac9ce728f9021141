"""What joins two amounts to a range, and what tells a range from sizes."""

SIZE_JOINS = "and|y|e|et|und|dan|to|a"
"""Between letter sizes, of which an M is not a million."""

MEASURES_BEHIND = "g|gm|ml|l|cm|mm|gb|kg|pcs?"
"""Behind a number that counts something, not money."""

AND_NUMBER = "and|&|or"

TO = (
    r"-|~|to|a|à|bis|s/d|s\.d\.?|sd|sampai|hingga|hadi|hanggang|hasta|ate|den|toi|ถึง|الي|إلى|ila|থেকে|से|"
    "से लेकर|لحد|حتي|から|至|到|до|thru|till|until|ile|mpaka|--"
)
"""Between the two amounts of a range."""

AND = "and|y|e|et|und|dan|at|و|ve|va|&|na|और|ও"
"""The same, behind a word for "between"."""

BETWEEN = "between|entre|zwischen|antara|arasinda|ranges?(?: from)?|بين|ระหว่าง|kati ya"
