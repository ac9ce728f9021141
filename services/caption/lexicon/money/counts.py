"""Words of counts: people, sales, things."""

MORE_THAN = (
    "over|more than|hon|lebih dari|lebih|mas de|mais de|plus de|uber|กว่า|اكثر من|above|already|about|almost|"
    "hampir|na|ni"
)
"""Between a word for a count and its number: over 5,000 sold."""

AUDIENCE = "followers?|follow for follow|f4f|subscribers?|milestone|road to"
"""Numbers near these count people, not money."""

SIZES_JOINED = "to|and|y|e|dan"
"""Between letter sizes behind a price."""

OR_SEVERAL = "e|y|ou|o|or|and"
"""Before a number of things that cost less together: 35 reais cada, 3 por 90."""

SEVERAL_FOR = "por|for|fur|pour|untuk|za|kwa"
