"""The summary of a batch that ended, as JSON and as HTML."""
