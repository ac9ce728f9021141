"""Object detection: one protocol, several engines."""

from libs.detect.detector import Box, Detection, Detector, Picture

__all__ = ["Box", "Detection", "Detector", "Picture"]
