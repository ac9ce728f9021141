"""One folder, one process, one consumer group, one Deployment each. Services never import each other."""
