"""The ids of rows. Each is a type of its own, so that the type checker refuses one in the place of another."""

from typing import NewType

PersonId = NewType("PersonId", int)
SessionId = NewType("SessionId", int)  # a signed-in browser
LinkId = NewType("LinkId", int)  # a link sent by mail
OrganizationId = NewType("OrganizationId", int)
SiteId = NewType("SiteId", int)
MembershipId = NewType("MembershipId", int)
InvitationId = NewType("InvitationId", int)
CourseId = NewType("CourseId", int)
EditionId = NewType("EditionId", int)
EnrolmentId = NewType("EnrolmentId", int)
AttemptId = NewType("AttemptId", int)
EventId = NewType("EventId", int)  # a change of an answer
MarkId = NewType("MarkId", int)
RunId = NewType("RunId", int)  # a run through a rehearsal
NoteId = NewType("NoteId", int)
