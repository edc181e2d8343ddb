"""An article read into claims."""

from collections.abc import Sequence

from .actors import home_of
from .acts import acts_in
from .claims import Article, Claim, Reading
from .dating import reference
from .grammar import Grammar, grammar, languages
from .language import detect
from .merging import claims_from
from .names import NameIndex
from .setting import setting
from .tokens import Sentence, sentences
from .views import View, view
from .vocabulary import Vocabulary


def read_article(article: Article, vocabulary: Vocabulary) -> Reading:
    """Read one article. Never raises on any text; what cannot be read is told in the notices."""
    language = language_of(article)
    if language not in languages():
        return Reading(language, (), (f"No grammar for the language “{language}”; nothing was read.",))
    rules = grammar(language)
    views = analysed(article, rules, vocabulary.index(rules))
    if not views:
        return Reading(language, (), ("The text is empty.",))
    bases = vocabulary.bases()
    shared = setting(views, home_of(views, bases), reference(views, article.published), bases)
    acts = [act for place in views for act in acts_in(place, shared)]
    claims = claims_from(acts, article.text)
    return Reading(language, tuple(claims), tuple(notices(article, claims)))


def language_of(article: Article) -> str:
    """The article's language as given, else as detected; ISO 639-1."""
    return (article.language or detect(f"{article.title}\n{article.text}")).split("-")[0].lower()


def analysed(article: Article, rules: Grammar, index: NameIndex) -> list[View]:
    """The headline (as sentence 0) and the sentences of the text, analysed."""
    found: list[View] = []
    title = [Sentence(part.tokens, -1) for part in sentences(article.title, rules.abbreviations)]
    body = list(sentences(article.text, rules.abbreviations))
    for source, parts in ((article.title, title), (article.text, body)):
        for sentence in parts:
            found.append(view(sentence, rules, index, len(found), source))
    return found


def notices(article: Article, claims: Sequence[Claim]) -> list[str]:
    """What an editor should know about the reading."""
    said = []
    if article.published is None:
        said.append("The day of publication is unknown; relative dates stay open.")
    if not claims:
        said.append("No act was found.")
    return said
