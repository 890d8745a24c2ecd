"""How many invitations may be sent."""

from datetime import timedelta

from lms.core.throttle import Limit

INVITER = Limit("invite", 300, timedelta(hours=1))  # addresses for each sender
INVITED = Limit("invited", 3, timedelta(hours=1))  # for each address, by all senders
