"""Which frames sell the video: measured, compared and cut. Pure."""
