"""The database itself refuses to change or delete what stands in the journal (quality.md R25)."""

from django.db import migrations

from expenses.payments.triggers import statements, undo


def protect(apps, schema_editor):
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    for statement in undo(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("expenses", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
