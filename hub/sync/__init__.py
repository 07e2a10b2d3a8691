"""Where boxes meet the hub: journal rows come up, documents go down."""
