"""One module per way to arrange a dataset in folders; `core.datasets.layout.recognise` chooses among them."""
