"""What people do on a day: one use case a function, one transaction each.

Nothing is imported here: a screen names a use case's module inside the job it submits,
so that the first frame is painted before a database driver is loaded.
"""
