"""What runs on the queue: fetching, page reading, sources of coverage, the pipeline and its Celery tasks."""
