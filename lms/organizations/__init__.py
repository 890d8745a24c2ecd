"""Schools and clinics: sites, memberships, roles, invitations."""
