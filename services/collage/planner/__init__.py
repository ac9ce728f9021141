"""A batch's CSV of cover images becomes pages of collages."""
