"""The screens in a browser: who may open one, and the process behind each."""
