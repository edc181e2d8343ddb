"""What no constraint can say: rows of the ledger are added or retracted, in the edition being written, and no more."""

from django.db import migrations

LEDGER_ROW = "INSERT INTO designations_ledger (id, edition) VALUES (1, 0)"

FUNCTIONS = r"""
CREATE FUNCTION atlas_guard_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    present bigint := (SELECT edition FROM designations_ledger);
    was jsonb;
    becomes jsonb;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.recorded_in <> present THEN
            RAISE EXCEPTION 'a row of % belongs to the edition being written (%), not to %', TG_TABLE_NAME, present,
                NEW.recorded_in USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    was := to_jsonb(OLD);
    becomes := to_jsonb(NEW);
    IF OLD.retracted_in IS NULL AND NEW.retracted_in = present
        AND was - 'retracted_in' = becomes - 'retracted_in' THEN
        RETURN NEW;
    END IF;
    IF was ? 'redacted_in' AND was->>'redacted_in' IS NULL AND (becomes->>'redacted_in')::bigint = present
        AND was - ARRAY['redacted_in', 'note', 'quote'] = becomes - ARRAY['redacted_in', 'note', 'quote']
        AND COALESCE(becomes->>'note', '') = '' AND COALESCE(becomes->>'quote', '') = '' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % are only added or retracted: publish, correct, retract or redact instead', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION atlas_refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: the record keeps what it has said', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION atlas_guard_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.edition <> OLD.edition + 1 THEN
        RAISE EXCEPTION 'editions are numbered without gaps: after % comes %', OLD.edition, OLD.edition + 1
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION atlas_demand_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM designations_edition WHERE number = NEW.edition) THEN
        RAISE EXCEPTION 'edition % was numbered and never written', NEW.edition
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION atlas_guard_edition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    present bigint := (SELECT edition FROM designations_ledger);
    before timestamptz := (SELECT at FROM designations_edition WHERE number = NEW.number - 1);
BEGIN
    IF NEW.number <> present THEN
        RAISE EXCEPTION 'edition % is not the one being written (%)', NEW.number, present
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.number > 1 AND before IS NULL THEN
        RAISE EXCEPTION 'edition % has no predecessor', NEW.number USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.at < before THEN
        RAISE EXCEPTION 'edition % would lie before its predecessor', NEW.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION atlas_guard_act() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.recorded_in <> (SELECT edition FROM designations_ledger) THEN
        RAISE EXCEPTION 'an act belongs to the edition being written' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION atlas_refuse_relation_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.retracted_in IS NULL AND EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT NEW.other_id
            UNION
            SELECT relation.other_id FROM designations_relation relation JOIN above ON relation.group_id = above.id
            WHERE relation.kind = NEW.kind AND relation.retracted_in IS NULL
        ) SELECT FROM above WHERE id = NEW.group_id
    ) THEN
        RAISE EXCEPTION 'relation % would run in a circle', NEW.kind USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION atlas_refuse_unification_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.retracted_in IS NULL AND EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT NEW.into_id
            UNION
            SELECT each.into_id FROM designations_unification each JOIN above ON each.group_id = above.id
            WHERE each.retracted_in IS NULL
        ) SELECT FROM above WHERE id = NEW.group_id
    ) THEN
        RAISE EXCEPTION 'groups would be unified in a circle' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
"""

RECORDED = (
    "event", "citation", "settlement", "unification", "membership", "relation", "coverage", "noliststatement",
    "authorityterms", "regimeterms",
)  # fmt: skip
KEPT = (*RECORDED, "act", "edition", "ledger", "change")


def _triggers() -> list[str]:
    made = [
        f"CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON designations_{table} FOR EACH ROW"
        " EXECUTE FUNCTION atlas_guard_recorded()"
        for table in RECORDED
    ]
    for table in KEPT:
        made.append(
            f"CREATE TRIGGER keep BEFORE DELETE ON designations_{table} FOR EACH ROW"
            " EXECUTE FUNCTION atlas_refuse_removal()"
        )
        made.append(
            f"CREATE TRIGGER keep_all BEFORE TRUNCATE ON designations_{table} FOR EACH STATEMENT"
            " EXECUTE FUNCTION atlas_refuse_removal()"
        )
    for table in ("act", "edition", "change"):
        made.append(
            f"CREATE TRIGGER fixed BEFORE UPDATE ON designations_{table} FOR EACH ROW"
            " EXECUTE FUNCTION atlas_refuse_removal()"
        )
    made += [
        "CREATE TRIGGER guard BEFORE INSERT ON designations_act FOR EACH ROW EXECUTE FUNCTION atlas_guard_act()",
        "CREATE TRIGGER guard BEFORE INSERT ON designations_edition FOR EACH ROW"
        " EXECUTE FUNCTION atlas_guard_edition()",
        "CREATE TRIGGER guard BEFORE UPDATE ON designations_ledger FOR EACH ROW EXECUTE FUNCTION atlas_guard_ledger()",
        "CREATE CONSTRAINT TRIGGER demand AFTER UPDATE ON designations_ledger DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION atlas_demand_edition()",
        "CREATE TRIGGER circle AFTER INSERT ON designations_relation FOR EACH ROW"
        " EXECUTE FUNCTION atlas_refuse_relation_cycle()",
        "CREATE TRIGGER circle AFTER INSERT ON designations_unification FOR EACH ROW"
        " EXECUTE FUNCTION atlas_refuse_unification_cycle()",
    ]
    return made


FUNCTION_NAMES = (
    "guard_recorded", "refuse_removal", "guard_ledger", "demand_edition", "guard_edition", "guard_act",
    "refuse_relation_cycle", "refuse_unification_cycle",
)  # fmt: skip
DROP = "; ".join(f"DROP FUNCTION atlas_{name}() CASCADE" for name in FUNCTION_NAMES)


class Migration(migrations.Migration):
    dependencies = [("designations", "0001_record")]

    operations = [
        migrations.RunSQL(LEDGER_ROW, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, DROP),
        migrations.RunSQL(_triggers(), migrations.RunSQL.noop),
    ]
