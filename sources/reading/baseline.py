"""The plainest reader that could be made, to show what the grammar is worth.

Any sentence that names an authority, a group and a word that may state an act becomes a claim: the first authority,
every group, the first such word, done on the day of publication.
"""

from .claims import Article, Claim, Reading, Status
from .framing import ACTIONS
from .grammar import grammar, languages
from .reader import analysed, language_of
from .views import View
from .vocabulary import Vocabulary


def read_plainly(article: Article, vocabulary: Vocabulary) -> Reading:
    """Read one article without any grammar of actors, objects, tenses or denials."""
    language = language_of(article)
    if language not in languages():
        return Reading(language, (), ())
    rules = grammar(language)
    once: dict[tuple[str, str, str], Claim] = {}
    for view in analysed(article, rules, vocabulary.index(rules)):
        for claim in claims_in(view, article):
            once.setdefault((claim.authority, claim.action, claim.group or ""), claim)
    return Reading(language, tuple(once.values()), ())


def claims_in(view: View, article: Article) -> list[Claim]:
    """One claim for each group of a sentence that also names an authority and a head."""
    if view.title or not (view.authorities and view.groups and view.heads):
        return []
    start, end = view.sentence.start, view.sentence.end
    day = article.published.isoformat() if article.published else None
    return [
        Claim(
            authority=view.authorities[0].name.value,
            action=ACTIONS[view.heads[0].sense],
            group=found.name.value,
            group_name=view.sentence_text((found.first, found.after)),
            status=Status.DONE,
            date=day,
            date_found="day of publication",
            evidence=article.text[start:end],
            start=start,
            end=end,
            confidence=0.5,
            reasons=("named together",),
            new_group=False,
        )
        for found in view.groups
    ]
