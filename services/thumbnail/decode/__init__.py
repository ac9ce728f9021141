"""Decodes untrusted video files: selects the track and the frames, and converts them for display."""
