"""What the product is: the rules of the shop, as pure functions over values."""
