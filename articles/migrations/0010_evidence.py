import django.db.models.deletion
from django.db import migrations, models


def share_out(apps, schema_editor):
    """Give each sentence to the article it was found in: the first one that holds it."""
    Suggestion = apps.get_model("articles", "Suggestion")
    Evidence = apps.get_model("articles", "Evidence")
    Mention = apps.get_model("articles", "Mention")
    Article = apps.get_model("articles", "Article")
    for one in Suggestion.objects.exclude(found_in="").iterator():
        named = Mention.objects.filter(entity=one.entity_id).order_by("article")
        articles = Article.objects.filter(pk__in=named.values("article")).order_by("pk")
        texts = articles.values_list("pk", "title", "lead", "body")[:50]
        pks = [pk for pk, *parts in texts if one.found_in in "\n".join(parts)]
        pks += list(articles.values_list("pk", flat=True)[:1])
        if pks:
            Evidence.objects.create(suggestion=one, article_id=pks[0], sentence=one.found_in)


class Migration(migrations.Migration):
    """A suggestion keeps several sentences, each of an article."""

    dependencies = [("articles", "0009_roles")]

    operations = [
        migrations.RenameField("suggestion", "evidence", "found_in"),
        # So that the way back finds something to fill the column with.
        migrations.AlterField("suggestion", "found_in", models.TextField(default="")),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sentence", models.TextField(verbose_name="कहाँ मिला")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="articles.suggestion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("suggestion", "article"), name="evidence_once_an_article"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sentence", ""), _negated=True),
                        name="evidence_has_sentence",
                    ),
                ],
            },
        ),
        migrations.RunPython(share_out, migrations.RunPython.noop),
        migrations.RemoveField("suggestion", "found_in"),
    ]
