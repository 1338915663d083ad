"""Questions a screen asks in a window of its own."""
