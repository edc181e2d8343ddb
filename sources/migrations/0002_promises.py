"""What no constraint can say: what was proposed is never edited, and what was accepted stays accepted."""

from django.db import migrations

FUNCTIONS = r"""
CREATE FUNCTION desk_guard_candidate() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE FUNCTION desk_refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: what was proposed is kept', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION desk_guard_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sha256 <> NEW.sha256 OR OLD.size <> NEW.size OR OLD.kind <> NEW.kind THEN
        RAISE EXCEPTION 'document % is known by its bytes, and they do not change', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""

TRIGGERS = [
    "CREATE TRIGGER guard BEFORE UPDATE ON sources_candidate FOR EACH ROW EXECUTE FUNCTION desk_guard_candidate()",
    "CREATE TRIGGER keep BEFORE DELETE ON sources_candidate FOR EACH ROW EXECUTE FUNCTION desk_refuse_removal()",
    "CREATE TRIGGER keep_all BEFORE TRUNCATE ON sources_candidate FOR EACH STATEMENT"
    " EXECUTE FUNCTION desk_refuse_removal()",
    "CREATE TRIGGER guard BEFORE UPDATE ON sources_document FOR EACH ROW EXECUTE FUNCTION desk_guard_document()",
]
DROP = "; ".join(
    f"DROP FUNCTION desk_{name}() CASCADE" for name in ("guard_candidate", "refuse_removal", "guard_document")
)


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_desk")]

    operations = [
        migrations.RunSQL(FUNCTIONS, DROP),
        migrations.RunSQL(TRIGGERS, migrations.RunSQL.noop),
    ]
