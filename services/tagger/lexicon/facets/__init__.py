"""Words for what a thing is like, by value of the closed list, in all languages."""
