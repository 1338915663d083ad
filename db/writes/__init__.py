"""Inserts and updates inside a transaction somebody else opened; one module a subject."""
