"""The worker process: runs queued jobs until it is told to stop."""

import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baken.portal.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("procrastinate", "worker", "--queues=baken", "--concurrency=2",
                 "--delete-jobs=never", "--shutdown-graceful-timeout=10")  # fmt: skip


if __name__ == "__main__":
    main()
