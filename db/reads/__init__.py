"""Selects that return frozen rows; one module a subject. No ORM object leaves `db`."""
