"""Files in S3-compatible storage: a plan is brought in, verified, kept and restored. moto on loopback stands for it, which is a simulator."""

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.alone import Alone
from tests.test_keeping import bring_in_a_plan, new_database

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint, monkeypatch):
    for name, value in {
        "ACCESS_KEY_ID": "a",
        "SECRET_ACCESS_KEY": "b",
        "DEFAULT_REGION": "eu-west-2",
    }.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    storage = boto3.resource("s3", endpoint_url=endpoint)
    bucket = storage.Bucket("safeboard")
    bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    yield bucket
    bucket.objects.delete()
    bucket.delete()


def on_s3(folder, endpoint, url):
    where = {"SAFEBOARD_S3_BUCKET": "safeboard", "SAFEBOARD_S3_ENDPOINT": endpoint}
    return Alone(folder, url, **where, AWS_MAX_ATTEMPTS="1")


def names(bucket):
    return [one.key for one in bucket.objects.all()]


def test_files_lie_there_are_verified_kept_and_come_back(alone, bucket, endpoint, tmp_path):
    first = bring_in_a_plan(on_s3(alone.folder, endpoint, alone.url), tmp_path)
    (name,) = names(bucket)
    assert not (alone.folder / "files").exists()
    assert "All of it adds up" in first.run("verify")
    first.run("backup", str(tmp_path / "backup.zip"))
    bucket.objects.delete()
    process = first.start("verify")
    assert "Its file is not in the files folder" in process.communicate()[0]
    with new_database("_s3") as url:
        second = on_s3(tmp_path / "second", endpoint, url)
        second.run("restore", str(tmp_path / "backup.zip"))
        assert names(bucket) == [name]
        assert "All of it adds up" in second.run("verify")
