"""The product's mask: found by U²-Net, refined, judged, and cut out of the photo."""
