"""Image models: one protocol, an adapter for each provider."""
