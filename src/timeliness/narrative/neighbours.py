"""How a council stands beside its neighbours, in sentences that say what they stand on."""

from __future__ import annotations

from collections.abc import Iterator

from timeliness.benchmarks.benchmark import Benchmark, BenchmarkRow, Group
from timeliness.benchmarks.figures import Rank
from timeliness.words import count_of, in_mid_sentence, listed, named_in_list


def neighbour_sentences(benchmark: Benchmark | None) -> tuple[str, ...]:
    """Tell the last published year: our own place, the ends, the averages, and the basis.

    Args:
        benchmark: the comparison; None where there is none.
    """
    if benchmark is None:
        return ()
    return (
        _own_place(benchmark),
        *_ends(benchmark),
        *_averages(benchmark),
        *_missing(benchmark),
        *filter(None, [benchmark.standing_sentence, benchmark.flag, benchmark.bridge_sentence]),
    )


def _own_place(benchmark: Benchmark) -> str:
    us, rank, year = benchmark.us, benchmark.rank, benchmark.year.label
    neighbours = (
        f"its {count_of(len(benchmark.councils) - 1, 'neighbour')} ({benchmark.neighbours})"
    )
    among = f"among the council and {neighbours}"
    if us.share is None and rank is None:
        return f"For {year}, no figure of {us.name} is held to set beside its neighbours."
    rate = f"In {year} the published rate of {us.name}, within {benchmark.basis_words}, was"
    if rank is None and not benchmark.is_rankable:
        return (
            f"{rate} {us.words}; no rank can be given, because no figure of {neighbours} is "
            "held to rank it with."
        )
    if rank is None:
        return f"{rate} {us.words}; it has no rank {among}."
    place = f"{_place(rank)} as published," if rank.as_published else _place(rank)
    quarter = f", and {benchmark.quarter.words}" if benchmark.quarter else ""
    if us.share is None:
        return f"{rate} {place} {among}; the rate itself is not held."
    return f"{rate} {us.words}, {place} {among}{quarter}."


def _place(rank: Rank) -> str:
    """Say a rank aloud: "third of 11", "joint 3rd of 11"."""
    words = rank.words
    return f"joint {words[1:].lstrip()}" if words.startswith("=") else words


def _ends(benchmark: Benchmark) -> Iterator[str]:
    top, bottom = benchmark.top, benchmark.bottom
    if top is None and bottom is None:
        return
    if top is not None and bottom is not None and top.rank == bottom.rank:
        if benchmark.ranked > 1:
            yield f"All {benchmark.ranked} with a figure had the same rate, {top.words}."
        return
    ends = [_end(benchmark, row, word) for row, word in ((top, "top"), (bottom, "bottom")) if row]
    yield f"{listed(ends)}."


def _end(benchmark: Benchmark, end: BenchmarkRow, word: str) -> str:
    """Name who is at an end: one council, or all that share the place."""
    place = end.rank.place if end.rank else 0
    names = [
        named_in_list(row.name)
        for row in benchmark.councils
        if row.rank and row.rank.place == place
    ]
    value = f" with {end.words}" if end.share is not None else ""
    return f"{listed(names)} {'was' if len(names) == 1 else 'were'} {word}{value}"


def _averages(benchmark: Benchmark) -> Iterator[str]:
    known = [
        f"the {in_mid_sentence(row.name)} was {row.words}"
        if row.group is Group.AVERAGE
        else f"{row.name} was {row.words}"
        for row in benchmark.averages
        if row.share is not None
    ]
    if known:
        yield f"For comparison, {listed(known)}."


def _missing(benchmark: Benchmark) -> Iterator[str]:
    names = [named_in_list(row.name) for row in benchmark.missing if row is not benchmark.us]
    if names:
        yield f"No value is held for {listed(names)}."
