"""The screens of the product as the people in front of them use them."""
