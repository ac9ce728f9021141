"""`reelbus calls`: calls of providers, what they cost, and decisions about them."""
