"""Precision and recall of the reader on a folder of labelled texts, by language and by kind of text.

    python -m sources.reading.measure FOLDER ... [--misses]

A folder holds ``vocabulary.yaml`` and one YAML file for each language: a list of texts with their claims. A claim is
right if authority, action and group agree with a label. Labels of status done or announced are targets; a claim of
such a status that no label knows is false. Labels marked ``optional`` neither help nor hurt. Instead of names of its
own, ``vocabulary.yaml`` may give the folder of the record's data files as ``record``. A text without targets
is quiet; a quiet text of which something is asserted is a false alarm.
"""

import argparse
import csv
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from .baseline import read_plainly
from .claims import Action, Article, Claim, Reading, Status
from .reader import read_article
from .tokens import fold
from .vocabulary import AuthorityWords, GroupName, GroupWords, Vocabulary
from .words import load, load_list, phrases

ASSERTED = frozenset((Status.DONE, Status.ANNOUNCED))
Reader = Callable[[Article, Vocabulary], Reading]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text of the set with its labels."""

    ident: str
    kind: str
    article: Article
    claims: tuple[dict[str, Any], ...]


@dataclass(slots=True)
class Score:
    """Counts for one part of the set."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Share of asserted claims that are right; 1 where nothing was asserted."""
        return self.counts["found"] / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """Share of targets that were found; 1 where there are none."""
        return self.counts["found"] / self.counts["targets"] if self.counts["targets"] else 1.0

    @property
    def said(self) -> int:
        """How many claims were asserted, right or not."""
        return self.counts["found"] + self.counts["false"]

    def share(self, name: str) -> float:
        """Share of the found claims whose date or status is right."""
        return self.counts[name] / self.counts["found"] if self.counts["found"] else 1.0


def texts(folder: Path) -> list[Labelled]:
    """All labelled texts of a folder, by file and order."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        if path.stem == "vocabulary":
            continue
        for entry in load_list(path):
            day = entry.get("published")
            published = date.fromisoformat(str(day)) if day else None
            article = Article(entry["title"], entry["text"], published, path.stem, entry.get("publisher", ""))
            found.append(Labelled(entry["id"], entry["kind"], article, tuple(entry.get("claims", ()))))
    return found


def vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary that a folder's texts are read with."""
    source = load(folder / "vocabulary.yaml")
    if "record" in source:
        return of_record((folder / source["record"]).resolve())
    groups = [
        GroupWords(slug, tuple(map(GroupName, entry["names"])), tuple(entry.get("based_in", ())))
        for slug, entry in source["groups"].items()
    ]
    return Vocabulary.build(map(AuthorityWords, phrases(source["authorities"])), groups)


def of_record(data: Path) -> Vocabulary:
    """The vocabulary that the record's data files give, as a running atlas makes it of its database."""
    names: dict[str, list[GroupName]] = defaultdict(list)
    for row in rows(data / "names.csv"):
        names[row["group"]].append(GroupName(row["name"], row["language"] or None, row["script"] or None))
    groups = [
        GroupWords(
            row["slug"],
            (GroupName(row["name"]), *(each for each in names[row["slug"]] if each.text != row["name"])),
            tuple(code.strip() for code in row["countries"].split(";") if code.strip()),
        )
        for row in rows(data / "groups.csv")
    ]
    authorities = [
        AuthorityWords(row["code"], (row["name"],), (row["demonym"],) if row["demonym"] else ())
        for row in rows(data / "authorities.csv")
    ]
    return Vocabulary.build(authorities, sorted(groups, key=lambda group: group.slug))


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def agrees(claim: Claim, label: dict[str, Any]) -> bool:
    """Whether a claim is about what a label is about."""
    group = claim.group or claim.group_name
    same_group = fold(group) == fold(str(label["group"]))
    actions = {label["action"], *label.get("also", ())}
    return claim.authority == label["authority"] and claim.action.value in actions and same_group


def judge(claims: Iterable[Claim], labels: Iterable[dict[str, Any]]) -> Counter[str]:
    """The counts of one text."""
    counts: Counter[str] = Counter()
    open_labels = list(labels)
    counts["targets"] = sum(label["status"] in ASSERTED and not label.get("optional") for label in open_labels)
    for claim in claims:
        if claim.action is Action.CONFIRMED:
            continue
        label = next((label for label in open_labels if agrees(claim, label)), None)
        asserted = claim.status in ASSERTED
        if label is None:
            counts["false"] += asserted
            continue
        open_labels.remove(label)
        if label.get("optional"):
            continue
        if label["status"] in ASSERTED and asserted:
            counts["found"] += 1
            counts["status"] += claim.status.value in said(label, "status")
            counts["date"] += not label.get("date") or claim.date in said(label, "date")
        elif label["status"] not in ASSERTED and label.get("also_status") not in ASSERTED:
            counts["false"] += asserted
            counts["background"] += not asserted
    counts["quiet"] = int(not counts["targets"])
    counts["alarmed"] = int(not counts["targets"] and counts["false"] > 0)
    return counts


def said(label: dict[str, Any], name: str) -> set[str]:
    """What a label gives for a date or a status, and what it holds to be as good (``also_date``, ``also_status``)."""
    return {str(label[key]) for key in (name, f"also_{name}") if label.get(key)}


def measure(folder: Path, read: Reader = read_article) -> dict[str, Score]:
    """Scores by part: ``all``, each language, and each kind of text as ``kind: ...``."""
    known = vocabulary(folder)
    parts: dict[str, Score] = defaultdict(Score)
    for text in texts(folder):
        counts = judge(read(text.article, known).claims, text.claims)
        for part in ("all", str(text.article.language), f"kind: {text.kind}"):
            parts[part].counts.update({**counts, "texts": 1})
    return {part: parts[part] for part in sorted(parts, key=lambda part: (part != "all", ":" in part, part))}


def interval(hits: int, trials: int) -> str:
    """The 95 % interval of a share by Wilson (1927); a dash where there is nothing to count."""
    if not trials:
        return "-"
    z, share = 1.96, hits / trials
    middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return f"{max(middle - half, 0):.2f}-{min(middle + half, 1):.2f}"


def table(parts: dict[str, Score]) -> str:
    """The scores as lines of text."""
    lines = [f"{'part':<24} texts targets  precision          recall             date   status  false alarms"]
    for part, score in parts.items():
        n = score.counts
        precise = f"{score.precision:.3f} ({interval(n['found'], score.said)})"
        recalled = f"{score.recall:.3f} ({interval(n['found'], n['targets'])})"
        lines.append(
            f"{part:<24} {n['texts']:>5} {n['targets']:>7}  {precise:<18} {recalled:<18} "
            f"{score.share('date'):.3f}  {score.share('status'):.3f}   {n['alarmed']}/{n['quiet']}"
        )
    return "\n".join(lines)


def misses(folder: Path, read: Reader = read_article) -> list[str]:
    """What was missed, false or wrongly dated, one line each."""
    known = vocabulary(folder)
    lines = []
    for text in texts(folder):
        claims = [claim for claim in read(text.article, known).claims if claim.action is not Action.CONFIRMED]
        lines += [line for label in text.claims for line in differences(text.ident, label, claims)]
        lines += [
            f"false {text.ident} {claim.authority} {claim.action} {claim.group_name}: {claim.reasons}"
            for claim in claims
            if claim.status in ASSERTED and not any(agrees(claim, label) for label in text.claims)
        ]
    return lines


def differences(ident: str, label: dict[str, Any], claims: list[Claim]) -> list[str]:
    """How the claims about one label differ from it."""
    same = [claim for claim in claims if agrees(claim, label)]
    if not same and not label.get("optional"):
        return [f"missed {ident} {label}"]
    return [
        f"differs {ident} {claim.status.value} {claim.date} ({claim.date_found}) from {label}"
        for claim in same
        if claim.status.value not in said(label, "status")
        or (label.get("date") and claim.date not in said(label, "date"))
    ]


def main() -> None:
    """Print the tables of every folder, and the misses where asked."""
    ask = argparse.ArgumentParser(description="Precision and recall of the reader on folders of labelled texts.")
    ask.add_argument("folders", type=Path, nargs="+")
    ask.add_argument("--misses", action="store_true", help="also list what was missed and what was false")
    args = ask.parse_args()
    for folder in args.folders:
        if args.misses:
            print("\n".join(misses(folder)))
        print(f"{folder}: the reader\n{table(measure(folder))}\n")
        plain = {part: score for part, score in measure(folder, read_plainly).items() if ":" not in part}
        print(f"{folder}: a plain baseline (authority, group and a trigger word in one sentence)\n{table(plain)}\n")


if __name__ == "__main__":
    main()
