"""Exchange with the hub: the journal goes up, settings come down."""
