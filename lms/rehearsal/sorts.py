"""The sorts of rehearsals, one line each; `lms.app` lets the compiler know them."""

from lms.curriculum.rehearsals import Sort

_all: tuple[Sort, ...] = ()
SORTS: dict[str, Sort] = {sort.name: sort for sort in _all}
