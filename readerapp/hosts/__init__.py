"""Ways into the program from within other tools."""
