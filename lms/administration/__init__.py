"""Administration of the installation: people, schools and clinics, courses, email, jobs and the audit trail."""
