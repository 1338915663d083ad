"""The placement engine. Standard library only; imports nothing of ours."""
