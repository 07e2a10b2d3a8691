"""The box: the outlet's own server, which sells, cooks and prints without the internet."""
