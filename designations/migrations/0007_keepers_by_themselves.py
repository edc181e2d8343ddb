"""Keepers are known by themselves: each as long as it stays what it is, whatever becomes of the rest of its conflict."""

import django.db.models.deletion
from django.db import migrations, models

CONTRADICTIONS = """
INSERT INTO designations_contradiction (key) SELECT DISTINCT key FROM designations_conflict;
ALTER TABLE designations_conflict ADD CONSTRAINT conflict_of_contradiction FOREIGN KEY (key)
    REFERENCES designations_contradiction (key) DEFERRABLE INITIALLY DEFERRED;
SET CONSTRAINTS ALL IMMEDIATE;
"""

NO_CONTRADICTIONS = "ALTER TABLE designations_conflict DROP CONSTRAINT conflict_of_contradiction"

# What followed upon itself unchanged becomes one row: the first, known until the last was.
BY_THEMSELVES = """
WITH told AS (
    SELECT keeper.id, conflict.key, conflict.known_from, conflict.known_until, conflict.rules_version,
        (keeper.authority_id, keeper.regime_id, keeper.group_id, keeper.opened_by_id, keeper.scope, keeper.starts,
            keeper.ends, keeper.seen, keeper.last_seen, keeper.grade)::text AS said
    FROM designations_keeper keeper JOIN designations_conflict conflict ON conflict.id = keeper.conflict_id
),
begun AS (
    SELECT *, lag(known_until) OVER forms IS DISTINCT FROM known_from AS anew FROM told
    WINDOW forms AS (PARTITION BY key, said ORDER BY known_from)
),
runs AS (
    SELECT *, count(*) FILTER (WHERE anew) OVER (PARTITION BY key, said ORDER BY known_from) AS run FROM begun
),
held AS (
    SELECT (array_agg(id ORDER BY known_from))[1] AS id, key, min(known_from) AS known_from,
        nullif(max(coalesce(known_until, 9223372036854775807)), 9223372036854775807) AS known_until,
        max(rules_version) AS rules_version
    FROM runs GROUP BY key, said, run
)
UPDATE designations_keeper keeper
SET conflict_key = held.key, known_from = held.known_from, known_until = held.known_until,
    rules_version = held.rules_version
FROM held WHERE keeper.id = held.id;
DELETE FROM designations_keeper WHERE conflict_key IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("designations", "0006_lists_by_day")]

    operations = [
        migrations.CreateModel(
            name="Contradiction",
            fields=[("key", models.CharField(max_length=120, primary_key=True, serialize=False))],
        ),
        migrations.RunSQL(CONTRADICTIONS, NO_CONTRADICTIONS),
        migrations.AddField("keeper", "known_from", models.PositiveBigIntegerField(null=True)),
        migrations.AddField("keeper", "known_until", models.PositiveBigIntegerField(null=True)),
        migrations.AddField("keeper", "rules_version", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField(
            "keeper",
            "contradiction",
            models.ForeignKey(
                db_column="conflict_key",
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="designations.contradiction",
            ),
        ),
        migrations.RemoveConstraint("keeper", "keeper_once"),
        migrations.RunSQL(BY_THEMSELVES),
        migrations.RemoveField("keeper", "conflict"),
        migrations.AlterField("keeper", "known_from", models.PositiveBigIntegerField()),
        migrations.AlterField("keeper", "rules_version", models.PositiveSmallIntegerField()),
        migrations.AlterField(
            "keeper",
            "contradiction",
            models.ForeignKey(
                db_column="conflict_key",
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="designations.contradiction",
            ),
        ),
        migrations.AddIndex(
            "keeper", models.Index(fields=["contradiction", "known_from"], name="keeper_of_conflict")
        ),
        migrations.AddConstraint(
            "keeper",
            models.CheckConstraint(
                condition=models.Q(("known_until", None), ("known_until__gt", models.F("known_from")), _connector="OR"),
                name="keeper_known_until_later",
            ),
        ),
        migrations.AddConstraint(
            "keeper",
            models.CheckConstraint(
                condition=models.Q(("ends", None), ("ends__gt", models.F("starts")), _connector="OR"),
                name="keeper_ends_later",
            ),
        ),
        migrations.AddConstraint(
            "keeper",
            models.UniqueConstraint(
                condition=models.Q(("known_until", None)),
                fields=("contradiction", "regime", "group"),
                name="keeper_once_known",
            ),
        ),
    ]
