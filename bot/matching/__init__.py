"""From a paste to a calibrated decision: index, alignment, evidence, decision. No I/O, no Discord."""
