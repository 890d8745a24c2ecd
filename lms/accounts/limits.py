"""How often things that could be abused may be tried, counted across all workers."""

from datetime import timedelta

from lms.core.throttle import Limit

SIGN_IN = Limit("sign-in", 5, timedelta(minutes=15))  # for each address; success forgives it
SIGN_IN_BROWSER = Limit("sign-in-browser", 5, timedelta(minutes=15))  # where it signed in before
SIGN_IN_NETWORK = Limit("sign-in-network", 30, timedelta(minutes=15))
PASSWORD_CHECK = Limit("password-check", 5, timedelta(minutes=15))  # for each person who is signed in
RESET = Limit("reset", 3, timedelta(hours=1))  # for each address
SIGN_UP = Limit("sign-up", 3, timedelta(hours=1))  # for each address
ADDRESS = Limit("address", 3, timedelta(hours=1))  # for each new address of an account
MAIL_NETWORK = Limit("mail-network", 60, timedelta(hours=1))  # emails requested from a network: a class of 24, twice
