"""Looking after the installation: its people, schools and clinics, courses, email, jobs and audit trail."""
