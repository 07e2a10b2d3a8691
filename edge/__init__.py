"""The box: the outlet's own server."""
