"""What a plan is known by in files, the year that follows it, and what a file read over it proposes."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


def know_each(apps, schema_editor):
    """A uid of its own for each plan that is there."""
    plans = apps.get_model("plans", "Plan").objects.using(schema_editor.connection.alias)
    for pk in list(plans.filter(uid__isnull=True).values_list("pk", flat=True)):
        plans.filter(pk=pk).update(uid=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ('boards', '0004_what_it_was'),
        ('documents', '0001_initial'),
        ('plans', '0003_columns_for_finding'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='legendmeaning',
            name='by_name',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='plan',
            name='follows',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='plan',
            name='uid',
            field=models.UUIDField(null=True, editable=False),
        ),
        migrations.RunPython(know_each, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='plan',
            name='uid',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.CreateModel(
            name='Carried',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=200)),
                ('effective_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('words', models.TextField(blank=True)),
                ('action', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='carried_on', to='plans.action')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('into', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='carried_from', to='plans.action')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=200)),
                ('effective_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('words', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='closing', to='plans.plan')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='DateConfirmed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=200)),
                ('effective_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('words', models.TextField(blank=True)),
                ('action', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='date_confirmed', to='plans.action')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('base', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='plans.plan')),
                ('reading', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='documents.reading')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ProposalAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('what', models.TextField()),
                ('taken', models.BooleanField()),
                ('by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='plans.proposal')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('proposal', 'key'), name='answered_once_of_a_proposal')],
            },
        ),
        migrations.CreateModel(
            name='PaperStyle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('logo_words', models.CharField(blank=True, max_length=200)),
                ('accent', models.CharField(blank=True, max_length=7)),
                ('tints', models.JSONField(default=dict)),
                ('columns', models.JSONField(default=list)),
                ('notes', models.PositiveSmallIntegerField(null=True)),
                ('show_ref', models.BooleanField(default=False)),
                ('by_name', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_styles', to='boards.board')),
                ('logo', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['board', 'recorded_at'], name='paper_styles_of_a_board')],
            },
        ),
    ]
