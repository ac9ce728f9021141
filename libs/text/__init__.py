"""Text of strangers in any language: normalised, with what counts for nothing masked, searched for words and quotes.

What is found is a span of the folded text; `Text.span` says where it stands in the text as it was sent.
"""
