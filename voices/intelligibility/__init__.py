"""What a caller hears: channels, words heard back, and how well each was understood."""
