import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0004_boilerplate'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='बना')),
            ],
            options={
                'verbose_name': 'एक ही समाचार का समूह',
                'verbose_name_plural': 'एक ही समाचार के समूह',
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='articles.article')),
                ('placed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='तय किया')),
            ],
            options={
                'verbose_name': 'हाथ से तय समूह',
                'verbose_name_plural': 'हाथ से तय समूह',
            },
        ),
        migrations.AddField(
            model_name='article',
            name='cluster',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='articles.cluster'),
        ),
        migrations.CreateModel(
            name='CopyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.BigIntegerField(db_index=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copy_keys', to='articles.article')),
            ],
            options={
                'verbose_name': 'प्रति की कुंजी',
                'verbose_name_plural': 'प्रतियों की कुंजियाँ',
            },
        ),
    ]
