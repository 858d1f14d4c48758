from safeboard.core import database
from safeboard.core.commands import Chore
from safeboard.home import serving


class Command(Chore):
    help = "Serve the site with gunicorn. Needs SAFEBOARD_SECRET_KEY; put a web server with HTTPS before it."
    refusals = (serving.NotServed,)

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (%(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="the port to listen on (%(default)s)")
        parser.add_argument("--workers", type=int, default=2, help="how many processes (%(default)s)")
        parser.add_argument("--threads", type=int, default=8, help="how many threads in each (%(default)s)")

    def handle(self, *, host, port, workers, threads, **options):
        serving.require_own_key()
        database.prepare()
        serving.require_free(host, port)
        self.stdout.write(f"Safeboard is at http://{serving.address(host, port)}/ (Ctrl+C stops it).")
        serving.serve(host=host, port=port, workers=workers, threads=threads)
