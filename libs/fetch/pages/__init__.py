"""Pages with a video in them, read by yt-dlp in a process of its own."""
