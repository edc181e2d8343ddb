"""Strips are found by their days and editions as a rectangle, which is compared as four numbers, not as two ranges."""

from django.contrib.postgres.indexes import GistIndex
from django.db import migrations, models

# Days are counted, and ends are the last that belong: whatever lies inside is there to the day and the edition.
FUNCTIONS = """
CREATE FUNCTION atlas_extent(starts date, ends date, known_from bigint, known_until bigint) RETURNS box
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN box(
    point(coalesce(starts - date '2000-01-01', -10000000), known_from),
    point(coalesce(ends - date '2000-01-01' - 1, 10000000), coalesce(known_until - 1, 9000000000000000))
);
CREATE FUNCTION atlas_moment(day date, edition bigint) RETURNS box
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN box(point(day - date '2000-01-01', edition));
"""

DROP = """
DROP FUNCTION atlas_extent(date, date, bigint, bigint);
DROP FUNCTION atlas_moment(date, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("designations", "0007_keepers_by_themselves")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP),
        migrations.RemoveIndex("strip", "strip_by_day_and_edition"),
        migrations.AddIndex(
            "strip",
            GistIndex(
                models.Func(
                    models.F("starts"),
                    models.F("ends"),
                    models.F("known_from"),
                    models.F("known_until"),
                    function="atlas_extent",
                    output_field=models.Field(),
                ),
                name="strip_by_day_and_edition",
            ),
        ),
    ]
