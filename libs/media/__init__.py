"""What files of videos, pictures and sound are, by their first bytes. Nothing is decoded."""
