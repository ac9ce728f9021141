"""Object detection: one protocol, several engines."""

from services.thumbnail.detect.detector import Box, Detection, Detector, Picture

__all__ = ["Box", "Detection", "Detector", "Picture"]
