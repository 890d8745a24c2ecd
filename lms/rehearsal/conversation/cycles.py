"""The strongly connected components of a graph, which are its cycles."""

from collections.abc import Callable, Iterable, Iterator


def components(count: int, onward: Callable[[int], Iterable[int]]) -> list[list[int]]:
    """The components of the nodes 0 to `count`-1: cycles or single nodes. Each comes after all that it leads to.

    Tarjan's algorithm, without recursion.
    """
    search = _Search(onward)
    for node in range(count):
        if node not in search.index:
            search.from_node(node)
    return search.found


class _Search:
    def __init__(self, onward: Callable[[int], Iterable[int]]) -> None:
        self.onward = onward
        self.index: dict[int, int] = {}
        self.low: dict[int, int] = {}
        self.open: list[int] = []
        self.is_open: set[int] = set()
        self.found: list[list[int]] = []

    def from_node(self, start: int) -> None:
        way: list[tuple[int, Iterator[int]]] = [self._enter(start)]
        while way:
            node, further = way[-1]
            following = next(further, None)
            if following is None:
                way.pop()
                self._leave(node, way[-1][0] if way else None)
            elif following not in self.index:
                way.append(self._enter(following))
            elif following in self.is_open:
                self.low[node] = min(self.low[node], self.index[following])

    def _enter(self, node: int) -> tuple[int, Iterator[int]]:
        self.index[node] = self.low[node] = len(self.index)
        self.open.append(node)
        self.is_open.add(node)
        return node, iter(self.onward(node))

    def _leave(self, node: int, above: int | None) -> None:
        if self.low[node] == self.index[node]:
            cut = self.open.index(node) if self.open[-1] != node else len(self.open) - 1
            part, self.open = self.open[cut:], self.open[:cut]
            self.is_open.difference_update(part)
            self.found.append(part)
        if above is not None:
            self.low[above] = min(self.low[above], self.low[node])
