"""What no constraint can say: tellings keep what was read, verdicts are only added, an undone decision left no trace."""

from django.db import migrations

FUNCTIONS = r"""
CREATE OR REPLACE FUNCTION desk_guard_candidate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    a_persons CONSTANT text[] := ARRAY[
        'decision', 'decided', 'decided_at', 'decided_by_id', 'why', 'amended_at', 'amended_by_id', 'published_as_id',
        'citation_key'
    ];
BEGIN
    IF to_jsonb(OLD) - a_persons <> to_jsonb(NEW) - a_persons THEN
        RAISE EXCEPTION 'what a candidate proposes is never edited: amend, accept or reject it instead'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.decision IN ('accepted_new', 'accepted_same') AND (
        NEW.decision <> 'open'
        OR EXISTS (
            SELECT 1 FROM designations_citation citation
            JOIN designations_event event ON event.id = citation.event_id
            WHERE event.act_id = OLD.published_as_id AND event.retracted_in IS NULL
            AND citation.key = OLD.citation_key AND citation.retracted_in IS NULL
        )
    ) THEN
        RAISE EXCEPTION 'candidate % stands in the record: correct or retract its act instead', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION desk_guard_telling() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change CONSTANT text[] := ARRAY['withdrawn', 'citation_key'];
BEGIN
    IF to_jsonb(OLD) - may_change <> to_jsonb(NEW) - may_change THEN
        RAISE EXCEPTION 'what a document tells is never edited' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""

BEFORE = r"""
CREATE OR REPLACE FUNCTION desk_guard_candidate() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    a_persons CONSTANT text[] := ARRAY[
        'decision', 'decided', 'decided_at', 'decided_by_id', 'why', 'amended_at', 'amended_by_id', 'published_as_id',
        'citation_key'
    ];
BEGIN
    IF to_jsonb(OLD) - a_persons <> to_jsonb(NEW) - a_persons THEN
        RAISE EXCEPTION 'what a candidate proposes is never edited: amend, accept or reject it instead'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.decision IN ('accepted_new', 'accepted_same') THEN
        RAISE EXCEPTION 'candidate % stands in the record: correct or retract its act instead', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

DROP FUNCTION desk_guard_telling() CASCADE
"""

TRIGGERS = [
    "CREATE TRIGGER guard BEFORE UPDATE ON sources_telling FOR EACH ROW EXECUTE FUNCTION desk_guard_telling()",
    "CREATE TRIGGER keep BEFORE DELETE ON sources_telling FOR EACH ROW EXECUTE FUNCTION desk_refuse_removal()",
    "CREATE TRIGGER keep_all BEFORE TRUNCATE ON sources_telling FOR EACH STATEMENT"
    " EXECUTE FUNCTION desk_refuse_removal()",
    "CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON sources_verdict FOR EACH ROW"
    " EXECUTE FUNCTION desk_refuse_removal()",
    "CREATE TRIGGER keep_all BEFORE TRUNCATE ON sources_verdict FOR EACH STATEMENT"
    " EXECUTE FUNCTION desk_refuse_removal()",
]
UNTRIGGERED = [
    f"DROP TRIGGER {name} ON sources_{table}"
    for table, names in (("telling", ("guard", "keep", "keep_all")), ("verdict", ("keep", "keep_all")))
    for name in names
]


class Migration(migrations.Migration):
    dependencies = [("sources", "0005_stories"), ("designations", "0001_record")]

    operations = [
        migrations.RunSQL(FUNCTIONS, BEFORE),
        migrations.RunSQL(TRIGGERS, UNTRIGGERED),
    ]
