"""Questions: kinds/<kind>/ is one self-contained package for each kind; how one is asked, answered and practised."""
