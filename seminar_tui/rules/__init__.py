"""Pure decisions: values in, a value out. No store, no screen, no clock."""
