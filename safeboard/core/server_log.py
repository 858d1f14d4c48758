"""What gunicorn itself logs, in the same form as what Safeboard logs."""

import os

from gunicorn.glogging import Logger

from safeboard.core.logs import FORMS


class ServerLog(Logger):
    def setup(self, cfg):
        super().setup(cfg)
        form = FORMS.get(
            os.environ.get("SAFEBOARD_LOG", ""),
            FORMS["plain" if os.environ.get("SAFEBOARD_DEMO") else "json"],
        )
        for handler in self.error_log.handlers:
            handler.setFormatter(form())
