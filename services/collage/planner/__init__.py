"""The planner: splits a batch's CSV of cover images into pages."""
