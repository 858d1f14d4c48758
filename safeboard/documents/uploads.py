"""Stop an upload that is over the size setting while it is still coming in."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

ROOM_FOR_THE_FORM = 64 * 1024


def too_large_sentence():
    return f"The file is over {settings.MAX_UPLOAD_BYTES // (1024 * 1024)} MB, the most this Safeboard takes. Choose a smaller file."


class SizeLimitHandler(FileUploadHandler):
    """Refuses by the declared length at once, and by what has really come as it comes."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > settings.MAX_UPLOAD_BYTES + ROOM_FOR_THE_FORM:
            raise RequestDataTooBig(too_large_sentence())

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.came = 0

    def receive_data_chunk(self, raw_data, start):
        self.came += len(raw_data)
        if self.came > settings.MAX_UPLOAD_BYTES:
            raise RequestDataTooBig(too_large_sentence())
        return raw_data

    def file_complete(self, file_size):
        return None
