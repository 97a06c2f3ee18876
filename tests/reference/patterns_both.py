"""Patterns that need core and host (second.md 4.1): (label, wording, holds, numbers)."""

from pattern_cases import (START_2008, START_2011, calm_2020, changed, mean, month, of_2008, of_2011, pulse, rows_of, specified_case,
                           strike_2020, with_intermediaries, with_motions, with_tables, withdrawal_2011, without_deadline,
                           without_levers)
from patterns_host import BOTH


def of_2020():
    """K1 to K6: strike, resolution, consent, swing actor, march, progress."""
    a, b = rows_of(strike_2020(True)), rows_of(calm_2020(True))
    attacks = [mean(rows, "attacks", 1, 14) for rows in (a, b)]
    yield "K1", "attacks of weeks 1-13 after the strike above those without it", attacks[0] > attacks[1], attacks
    binding = rows_of(with_motions(strike_2020(True), binding=True, cost=0.2))
    chance = [rows[0]["motion_chance"] for rows in (a, b, binding)]
    yield "K2", "the resolution passes with the strike and not without; a binding one fails", chance[0] > 0.5 > max(chance[1:]), chance
    consent = [rows[t]["consent"] for t in (13, 51) for rows in (a, b)]
    gaps = [y["consent"] - x["consent"] for x, y in zip(a, b)]
    yield "K3", "consent falls after the strike, in part, and partly recovers within the year", (
        0.15 < consent[0] < consent[2] < consent[1]), consent
    yield "K3a", "consent of week 13 below that without the strike", consent[0] < consent[1], consent[:2]
    lowest = min(row["consent"] for row in a)
    yield "K3b", "it does not fall to nothing, and a quarter or more of the gap is closed by week 51", (
        lowest > 0.15 and gaps[51] < 0.75 * max(gaps)), [lowest, max(gaps), gaps[51]]
    z = [row["swing"] for row in a]
    yield "K4", "the swing actor turns (weeks 2-8) and hedges (end below half his largest)", (
        min(z[2:9]) > 0 and z[-1] < max(z) / 2), [z[2], z[8], max(z), z[-1]]
    m = rows_of(without_levers(strike_2020(True), {"march"}))
    found = [mean(a, name, 3, 16) - mean(m, name, 3, 16) for name in ("attacks", "resolve", "consent")]
    found.append(a[4]["progress"] - m[4]["progress"])
    yield "K5", "the march is political: same orders, attacks within .003, progress up, resolve down", (
        a[3]["order"] == m[3]["order"] and abs(found[0]) < 0.003 and found[1] < 0 < found[3]), found
    none = rows_of(with_tables(strike_2020(True), motion=[]))
    found = [mean(rows, name, 4, 30) for name in ("progress", "chance_patron") for rows in (a, none)]
    yield "K6", "after the resolution progress is higher and the patron's dangerous course less likely", (
        found[0] > found[1] and found[2] < found[3]), found


def of_deadline():
    """K7 to K10: the deadline of 2011."""
    rows = rows_of(withdrawal_2011(True))
    spring, autumn = (month(START_2008, 2011, number) for number in (3, 9))
    rise = [mean(rows, name, *autumn) - mean(rows, name, *spring) for name in ("direct", "indirect")]
    yield "K7", "D and I rise from March to September of withdrawal_2011", min(rise) > 0, rise
    base = of_2011()
    a, none = rows_of(base), rows_of(without_deadline(base))
    spring, autumn = (month(START_2011, 2011, number) for number in (3, 9))
    rise = [mean(a, name, *autumn) - mean(none, name, *autumn) for name in ("direct", "indirect")]
    yield "K7b", "in 2011 the deadline raises both", min(rise) > 0, rise
    attacks = [mean(a, "attacks", *autumn), mean(a, "attacks", *spring), mean(none, "attacks", *autumn)]
    yield "K8", "attacks of September above March and above those without a deadline", attacks[0] > max(attacks[1:]), attacks
    quiet = rows_of(changed(base, actions=[pulse(14, 26, restraint={k["name"]: 1.0 for k in base["militias"]})]))
    found = [mean(a, "attacks", 26, 40), mean(quiet, "attacks", 26, 40), a[39]["motion_chance"], quiet[39]["motion_chance"]]
    yield "K9", "attacks lower the chance of the extension; quiet raises it", found[2] < found[3], found
    found = []
    for cost in (-5.0, 5.0):
        r = rows_of(with_motions(base, cost=cost))
        found += [mean(r, "deadline", 44, 50), mean(r, "attacks", 44, 50), r[52]["forces_present"]]
    yield "K10", "an extension that passes takes the hunt for credit away; one that fails leaves it", (
        found[0] < 0.01 < found[3] and found[1] < found[4] and found[2] > 1e-3 > found[5]), found


def of_basra():
    """K11: the offensive of 2008; K14: deniability."""
    a, b = rows_of(of_2008(True, actions=[pulse(11, 8, host_offensive=BOTH)])), rows_of(of_2008(True))
    found = [mean(a, "attacks", 11, 24), mean(b, "attacks", 11, 24), *(rows[14]["freeze"]["mahdi_army"] for rows in (a, b)),
             a[14]["freeze"]["special_groups"]]
    yield "K11", "Basra: attacks fall, the organisation with seats freezes, cells do not", (
        found[0] < found[1] and found[2] > found[3] and found[4] == 0), found
    plain = rows_of(with_intermediaries(of_2008(True, weeks=52), deniability=0.0))
    found = [b[51]["proof"], plain[51]["proof"], b[51]["deniability_effective"], plain[51]["deniability_effective"]]
    yield "K14", "the trainer in between lowers proof", found[0] < found[1] and found[2] > found[3] == 0, found


def of_futures():
    """K12: the mean of futures is near the mean field."""
    found = []
    for case, names in ((specified_case("maysan_2011"), ("forces_present", "consent", "attacks")),
                        (specified_case("basra_2008"), ("consent", "attacks"))):
        rows, field = [rows_of(case, seed) for seed in range(100)], rows_of(case)
        for name in names:
            found += [field[-1][name], sum(r[-1][name] for r in rows) / 100]
    gaps = [abs(a - b) for a, b in zip(found[::2], found[1::2])]
    yield "K12", "mean field and mean of 100 futures: forces, consent, attacks of 2011; consent, attacks of 2008", max(gaps) < 0.06, found


def patterns(with_noise=True):
    """Every pattern of core and host together, those over futures only if asked; K13 is among the core's."""
    for check in (of_2020, of_deadline, of_basra) + ((of_futures,) if with_noise else ()):
        yield from check()
