"""Quizzes taken and marked; kinds/<kind>/ is one self-contained package for each question kind."""
