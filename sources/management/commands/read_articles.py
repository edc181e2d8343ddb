"""Read a folder of articles, to measure the reader."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from sources import queries
from sources.reading import read_article
from sources.reading.baseline import read_plainly
from sources.reading.predicting import NoArticles, predictions


class Command(BaseCommand):
    """Read every article of a folder with the names of the record, and write what was read."""

    help = (
        "Read the articles of a folder (articles/*.json with id, title, text, published, language, publisher) with the"
        " names of the record, and write one JSON object a line. Nothing is kept in the database."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the articles are, and where the predictions go."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="such as predictions.jsonl")
        parser.add_argument("--plainly", action="store_true", help="by the plain baseline instead of the reader")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and write."""
        read = read_plainly if options["plainly"] else read_article
        found = predictions(options["folder"], queries.vocabulary(), read)
        try:
            lines = [json.dumps(each, ensure_ascii=False) for each in tqdm(found, unit=" articles", disable=None)]
            options["out"].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        except (NoArticles, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(lines)} articles read into {options['out']}")
