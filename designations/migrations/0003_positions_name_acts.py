"""Positions name the act that made them by its permanent key."""

import django.db.models.deletion
from django.db import migrations, models

NAME_THEM = """
UPDATE designations_position SET act_key = act.key FROM designations_act act WHERE act.id = act_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("designations", "0002_promises")]

    operations = [
        migrations.AddField(
            model_name="position",
            name="named",
            field=models.ForeignKey(
                db_column="act_key",
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="designations.act",
                to_field="key",
            ),
        ),
        migrations.RunSQL(NAME_THEM, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="position", name="act"),
        migrations.RenameField(model_name="position", old_name="named", new_name="act"),
    ]
