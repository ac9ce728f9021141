"""Pages that contain a video, read by yt-dlp in a separate process."""
