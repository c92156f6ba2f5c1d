"""The pages of a claim: the person's own, and the same ones for staff who write it down for somebody."""
