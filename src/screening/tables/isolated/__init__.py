"""Reading a file in a process of its own, so that nothing in the file can harm the process that asks for it."""
