"""Who makes the parts of an index: each of several gets some of the work."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from screening.matching.makers import Makers, Task


def test_others_get_a_part_of_the_work_and_nothing_is_lost() -> None:
    by_other = Event()

    def own(number: int) -> tuple[str, int]:
        assert by_other.wait(30)  # until another one has done something
        return "own", number

    class Other:
        def __init__(self) -> None:
            self.begun: list[int] = []

        def tell(self, work: str, told: tuple[Any, ...]) -> None:
            assert work == "count"
            self.begun.append(told[0])

        def answer(self) -> tuple[str, int]:
            by_other.set()
            return "other", self.begun.pop(0)

    with ThreadPoolExecutor(1) as threads:
        done = Makers({"count": own}, [Other()], threads).shared_out("count", [Task(n, (n,)) for n in range(20)])()
    assert sorted((place, number) for of_one in done for place, (_, number) in of_one) == [(n, n) for n in range(20)]
    assert done[0][0] == (0, ("own", 0))  # the others may be starting still
    assert {who for _, (who, _) in done[1]} == {"other"}
