from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0002_feeds'),
    ]

    operations = [
        migrations.AddField(
            model_name='ingestrun',
            name='progress',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='ingestproblem',
            name='offset',
            field=models.BigIntegerField(blank=True, null=True, verbose_name='बाइट'),
        ),
    ]
