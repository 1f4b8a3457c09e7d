from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0019_order_on_postgresql'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='article',
            name='articles_ar_publish_896118_idx',
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['published_on', 'updated_at'], name='articles_ar_publish_28c0ee_idx'),
        ),
    ]
