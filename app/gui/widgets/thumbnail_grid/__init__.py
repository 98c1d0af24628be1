"""A grid of thumbnails for 100,000 images."""
