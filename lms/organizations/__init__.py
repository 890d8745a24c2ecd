"""Schools and clinics: sites, memberships, roles."""
