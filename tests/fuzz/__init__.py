"""Any bytes for every decoder: by coverage (`make fuzz`), and from the corpus in the ordinary tests."""
