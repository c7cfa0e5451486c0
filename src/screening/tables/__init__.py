"""Tables of counterparties: from files, frames and text to counterparties."""
