"""Between the doors and the desk: who may be answered where, in which language, and what is written down."""
