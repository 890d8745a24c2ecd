"""Questions: their kinds, one package each, and how one is asked, answered and practiced."""
