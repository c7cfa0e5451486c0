"""Who on the lists a counterparty may be: index, likeness, alignment, evidence. Pure."""
