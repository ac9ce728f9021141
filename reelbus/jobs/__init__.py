"""What `reelbus products` and `reelbus images` share: jobs of the enhance service, from inputs to results."""
