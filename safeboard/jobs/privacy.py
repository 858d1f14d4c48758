"""What the rows of jobs and their queue hold about people."""

from safeboard.core.held import Held

HELD: dict[str, Held] = {
    "jobs.Periodic": Held(
        why="When a job comes round next.",
        kept="while Safeboard runs",
        none="id name every next_run",
    ),
    "django_tasks_database.DBTaskResult": Held(
        why="The queue of jobs. Jobs of Safeboard take no arguments, and give nothing back.",
        kept="a finished job a day, a failed one for the days set",
        none="id status enqueued_at started_at finished_at args_kwargs priority task_path worker_ids queue_name backend_name run_after return_value exception_class_path",
        words="traceback",
        unfound="A job that failed says where: that may hold a word of what it worked on. It goes after the days set.",
    ),
}
