#!/usr/bin/python3
"""Rewrites the picture of who acts on whom in docs/actors.md from the code of the model, or checks that it is up to date.

Every assignment in the steps of a week (models/core/, models/host/) writes a state of some actor from states and levers of others; locals and
the levers that an equation reads are followed. Which actor a name belongs to stands in ACTORS below; a name that is not there stops the script.

Usage: generate_actors.py [--check]
Exit codes: 0 done, or nothing differs; 1 something differs; 2 wrong usage; 3 the code or the document cannot be understood.
"""

import argparse
import re
import sys
from pathlib import Path

from kept import settle

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "actors.md"
BLOCK = re.compile(r"^<!-- acts -->\n.*?^<!-- /acts -->$", re.MULTILINE | re.DOTALL)
STEPS = ["core/core_model_patron.h", "core/core_model_world.h", "core/core_model_courses.h", "core/core_model_steps.h",
         "host/host_side_steps.h", "host/host_side_parliament.h"]
READERS = "core/core_model.h"  # chances that are worked out from states
EQUATIONS = ["equations/*.h", "host/*.h"]

# Who holds a state, and who pulls a lever. Data of a theatre and parameters belong to nobody.
ACTORS = {
    "patron": """direct indirect perceived_threat threat threat_objective front_forces front_arms front_insecurity motive expected_cost
        containment need opportunity lock_in patron_power misperception hostile belief balance balance_seen credibility mood progress
        sanctions_felt rival_power_seen patron_power_seen balance_0 delivery_capacity plain_order order order_memory order_escalation
        own_escalation trace_patron trace_militia course received inducement arriving delivered aid kinds share money_share
        ardour perceived_decline decision march deniability mediation""",
    "rival": """rival_threat rival_power resolve record unanswered burden burden_total proof violation evidence_effective forces_present
        presence posture alarming channel shock raids posture_forces posture_engage posture_coerce posture_strike forces engage coerce strike
        reach rhetoric communication commitment arms_offensive arms_defensive sanctions forces_in_reach coalition
        framework accommodation coercive_threat denial strikes
        evidence interdiction host_aid surge commander_loss leader_loss demand election party_funding extension_offer
        aid_conditions intermediary_loss arms_cut training_cut funds_cut sanctuary_cut""",
    "neighbours": "offensive_arms defensive_arms offensive_stock defensive_stock",
    "militias": "capability control rage planned offensive own act clashes attacks counter shadow_state hostages freeze restraint",
    "front": "join attraction rivals feud clash front coordination effort",
    "street": "insecurity insurgents segregation sectarian realigned sectarian_shock",
    "host state": "host_capacity dependence help muster crackdown host_offensive amnesty reform repression",
    "swing actor": "swing",
    "parliament": "position seats government_share local shelter votes exit_support mandate cabinet_support cabinet_changes motion_yes motion_chance "
                  "government_stance kin foe weight",
    "government": """chance stamina capacity_cost offensive_effort integration relation ceiling consent offensive_chance government_tolerate
        government_integrate government_offensive government_exit government_extend insecurity_voted_on""",
    "crowds": "turnout turnout_rival street_rival street_government backlash anger street_clashes",
    "clergy": "clergy_endorsement clergy_warning",
    "intermediaries": "link openness deniability_effective facade skill deniability_of",
    "deadlines": "deadline at known",
}
# Observation only, memories of how a draw came out, and what is data of the theatre.
IGNORED = set("""tightness confrontation_hazard new_groups arms_share chance_patron chance_militia fire_volume direct_fire
    leader_coordination narrative_gap
    restraint_calls unit_moves warning_patron warning_militia kidnapping cabinet_deals bills number week swing_data base grievance threshold rival
    government distance called organisation standing training stance tie trade nation exposure protection fit agenda role lethality weight_data
    fighters dates aid_leak calm mix usual social""".split())
OWNER = {name: actor for actor, names in ACTORS.items() for name in names.split()}
# A name that means another state in the place where it is read or written.
INSIDE = {("neighbours", "offensive"): "offensive_arms", ("neighbours", "defensive"): "defensive_arms", ("bloc", "government"): "government_share",
          ("bloc", "share"): "government_share", ("militia", "offensive"): "offensive", ("crowd", "swing"): "swing_data",
          ("militia", "swing"): "swing_data", ("intermediary", "deniability"): "deniability_of", ("i", "deniability"): "deniability_of",
          ("n", "offensive"): "offensive_arms", ("n", "defensive"): "defensive_arms", ("traits", "weight"): "weight_data",
          ("d", "weight"): "weight", ("n", "share"): "arms_share", ("memory", "sanctions"): "sanctions_felt",
          ("crowd", "government"): "government", ("crowd", "rival"): "rival"}
MEMBERS = {"front_": "front", "turnout_": "turnout", "chance_": "chance", "kin_": "kin", "capacity_cost_": "capacity_cost", "votes_": "votes",
           "insecurity_voted_on_": "insecurity_voted_on", "choices_": "posture_forces", "threats_": "threat",
           "deliveries_": "arriving"}
HOLDERS = r"(?:host_\.militias\[\w+\]|now_|memory_|posture_|host_|does_|u_|choices_|core\.now|core\.memory|" \
          r"core\.posture|core\.u|core\.militias\[\w+\]|h|v|k|n|d|i|m|a|b|militia|crowd|bloc|intermediary|deadline|traits|militias_\[(?!static_cast)[^\]]*\]|blocs_\[\w+\]|core\.traits\[\w+\])"
NAME = re.compile(rf"(?<![\w.])({HOLDERS})\.(\w+)(?!\w*\()")


class CodeError(Exception):
    """Code that this script does not understand."""


def bodies(text):
    """Name and body of every function of a header, comments taken out."""
    text = re.sub(r"//[^\n]*", "", text)
    for match in re.finditer(r"\b(\w+)\([^;{}()]*(?:\([^()]*\)[^;{}()]*)*\)\s*(?:const\s*)?\{", text):
        depth, at = 1, match.end()
        while depth and at < len(text):
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        if match[1] not in ("if", "for", "while", "switch"):
            yield match[1], text[match.end():at - 1]


def levers_by_equation():
    """The levers that each equation reads."""
    found = {}
    for pattern in EQUATIONS:
        for path in sorted((ROOT / "models").glob(pattern)):
            for name, body in bodies(path.read_text(encoding="utf-8")):
                found.setdefault(name, set()).update(re.findall(r"\bu\.(\w+)", body))
    return found


def state(holder, name):
    """The name under which ACTORS has it; None for what belongs to nobody."""
    holder = re.sub(r"\[.*\]", "", holder).split(".")[-1].rstrip("_")
    name = INSIDE.get((holder.rstrip("s"), name), INSIDE.get((holder, name), name))
    if name in IGNORED or name in ("militias", "now", "memory") or re.match(r"(z|i|burden)_\w+$", name):
        return None
    if name not in OWNER:
        raise CodeError(f"'{holder}.{name}' is in no list of ACTORS")
    return name


def read_in(text, known, levers):
    """States and levers that an expression reads; `known` are locals with what they were made of."""
    text = re.sub(r"(?<=[{,(])\s*\.\w+\s*=", " ", text)  # names of fields that are being filled
    found = {s for s in (state(h, n) for h, n in NAME.findall(text)) if s}
    for word in re.findall(r"(?<![\w.])[A-Za-z_]\w*", text):
        found |= known.get(word, set())
        found |= {lever for lever in levers.get(word, ()) if lever in OWNER}
    found |= {MEMBERS[word] for word in re.findall(r"(?<![\w.])([a-z_]+_)(?![\w.])", text) if word in MEMBERS}
    return found


def links_of(body, levers, known):
    """Pairs (state written, state read) of a function; `known` are functions that only read."""
    known, links = dict(known), set()
    body = re.sub(r"set_lane\(([^,;]+),[^,;]+,(?=[^;]*\);)", r"\1 = (", body)  # a lane of a state
    body = re.sub(r"begin_course\([^,;]+,", "memory_.course = (", body)
    body = re.sub(r"(\w+)\{\s*(?=\.\w+ =)", r"\1 = {", body)                   # a local that is made of named fields
    for statement in re.split(r";|(?<=\))\s*(?=\n)", body):
        match = re.search(r"^(.*?[\w\])>}])\s*(?:[-+*]?=)(?!=)\s*(.*)$", statement.replace("\n", " "))
        if not match:
            continue
        left, right = match[1].split("{")[-1].strip(), match[2]
        sources = read_in(right, known, levers)
        target = NAME.search(left)
        word = (re.findall(r"\w+", re.sub(r"\[[^\]]*\]$|\.\w+$", "", left)) or [""])[-1]
        if target:
            written = state(target[1], target[2])
            links |= {(written, source) for source in sources if written}
        elif word in MEMBERS:
            links |= {(MEMBERS[word], source) for source in sources}
        else:
            known[word] = known.get(word, set()) | sources
    return links


def acts():
    """By actor who acts and actor who is acted on: the states and levers through which."""
    levers, found = levers_by_equation(), {}
    steps = [body for name in STEPS for body in bodies((ROOT / "models" / name).read_text(encoding="utf-8"))]
    reading = {name: read_in(body, {}, levers) for name, body in [*steps, *bodies((ROOT / "models" / READERS).read_text(encoding="utf-8"))]
               if name.startswith("chance_")}
    for _, body in steps:
        for written, read in links_of(body, levers, reading):
            if OWNER[written] != OWNER[read]:
                found.setdefault((OWNER[read], OWNER[written]), set()).add(read)
    return found


def picture(found):
    """The matrix, and below it what stands behind each mark."""
    names = list(ACTORS)
    width = max(len(name) for name in names)
    lines = ["```text", " " * (width + 4) + "acts on", " " * (width + 4) + " ".join(f"{i:>2}" for i in range(1, len(names) + 1))]
    for number, actor in enumerate(names, 1):
        marks = " ".join(" ." if actor == other else " x" if (actor, other) in found else "  " for other in names)
        lines.append(f"{number:>2} {actor:<{width}} {marks}".rstrip())
    lines += ["```", "", "| who acts | on whom | through |", "| --- | --- | --- |"]
    for actor in names:
        lines += [f"| {actor} | {other} | {', '.join(f'`{state}`' for state in sorted(found[actor, other]))} |"
                  for other in names if (actor, other) in found]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--check", action="store_true", help="change nothing, and say whether something would change")
    check = parser.parse_args().check
    text = DOCUMENT.read_text(encoding="utf-8")
    try:
        if len(BLOCK.findall(text)) != 1:
            raise CodeError(f"{DOCUMENT.name} does not hold one block of <!-- acts -->")
        block = f"<!-- acts -->\n\n{picture(acts())}\n\n<!-- /acts -->"
    except (CodeError, OSError) as error:
        print(f"generate_actors.py: {error}", file=sys.stderr)
        return 3
    wanted = BLOCK.sub(lambda _: block, text)
    return settle(DOCUMENT, text, wanted, check, "generate_actors.py", "from the code")


if __name__ == "__main__":
    sys.exit(main())
