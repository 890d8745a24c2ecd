"""How often somebody may send invitations."""

from datetime import timedelta

from lms.core.throttle import Limit

INVITER = Limit("invite", 300, timedelta(hours=1))  # addresses, for each who invites
INVITED = Limit("invited", 3, timedelta(hours=1))  # for each address, whoever invites it
