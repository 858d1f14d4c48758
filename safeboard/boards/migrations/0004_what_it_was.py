import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('boards', '0003_when_a_meeting_was_recorded'),
    ]

    operations = [
        migrations.CreateModel(
            name='BoardWas',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_every_months', models.PositiveSmallIntegerField()),
                ('until', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='was', to='boards.board')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['board', 'until'], name='what_a_board_was')],
            },
        ),
        migrations.CreateModel(
            name='MeetingWas',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('kind', models.CharField(max_length=100)),
                ('until', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='was', to='boards.meeting')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['meeting', 'until'], name='what_a_meeting_was')],
            },
        ),
    ]
