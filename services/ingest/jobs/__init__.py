"""Jobs on a schedule, continued after a restart."""
