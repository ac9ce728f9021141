"""Words of what captions say of prices, sizes and stock, in the languages of the markets.

The words of a room of the code are in the room of the same name here. What a table may hold: `libs/text/words.py`.
"""
