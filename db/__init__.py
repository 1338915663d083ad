"""The store of a seminar day. Stands alone: it imports nothing of `seminar_tui`."""
