"""What the tests cost: `./manage test --cpu` prints the CPU seconds of each test file, and of the dearest tests.

CPU time is the test's own and that of the programs it waited for, user and system; it hardly depends on what else
the machine is doing, as the wall clock does. The first test that asks for a session's fixture pays for it.
"""

import os
from collections import Counter

import pytest

FILES, TESTS = 25, 15  # as many of the dearest are named


class Cpu:
    """Adds up what each test cost, in this process or in the workers that it began."""

    def __init__(self) -> None:
        self._by_test: Counter[str] = Counter()
        self._since = 0.0

    def pytest_collection_finish(self) -> None:
        """Count from here: what it costs to collect the tests is no test's."""
        self._since = _spent()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> object:
        """Attach its cost to each phase of a test. xdist passes the report on unchanged."""
        report = yield
        spent = _spent()
        report.cpu, self._since = spent - self._since, spent
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add it up."""
        self._by_test[report.nodeid] += getattr(report, "cpu", 0.0)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the dearest files and tests, and the sum."""
        by_file: Counter[str] = Counter()
        for test, seconds in self._by_test.items():
            by_file[test.partition("::")[0]] += seconds
        terminalreporter.section(f"CPU: {by_file.total():.1f} s in {len(self._by_test)} tests")
        for named in (by_file.most_common(FILES), self._by_test.most_common(TESTS)):
            terminalreporter.write_line("\n".join(f"{seconds:7.1f} s  {name}" for name, seconds in named))


def _spent() -> float:
    return sum(os.times()[:4])
