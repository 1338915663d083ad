"""The made-up day and the simulator that lives it."""
