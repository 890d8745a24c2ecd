"""How often a clinic may send invitations."""

from datetime import timedelta

from lms.core.throttle import Limit

INVITER = Limit("invite", 60, timedelta(hours=1))  # for each manager
INVITED = Limit("invited", 3, timedelta(hours=1))  # for each address, whoever invites it
