"""People at the box: signing in with a PIN, sessions, and who may ask for what."""
