"""The recipe of synthetic defects: families, and what they are drawn with."""
