"""The provider desk: whether the service or a company is to hold a case, and how cases flow between them."""
