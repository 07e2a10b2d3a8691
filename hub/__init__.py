"""The cloud: what head office sees of every outlet and edits for all of them."""
