"""From a stranger's file to decoded frames: which track, which frames, and how they are to be shown."""
