"""Two at once: the second one hears it, and nothing is half done."""

import threading
import time
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from baken.cases.models import Seat
from tests.cases.build import running


def test_two_managers_who_fill_one_seat_at_once(city, client_as, superuser):
    thread, client, answers = running(city, 1), client_as("process_manager"), []

    def ask():
        url = f"/werk/casussen/{thread.id}/stoel/operationeel/"
        answers.append(client.post(url, {"holder": str(city.user("lead"))}))
        connection.close()

    asking = threading.Thread(target=ask)
    with transaction.atomic(using="keeper"):
        theirs = Seat.objects.using("keeper").create(
            id=uuid4(), case_id=thread.id, role="operationeel", holder_id=city.user("lead"),
            organisation_id=city.organisation("gemeente"), since=timezone.now(),
            due_at=timezone.now(),
        )  # fmt: skip
        asking.start()
        waits = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
        while not superuser.execute(waits).fetchone()[0]:
            assert asking.is_alive()
            time.sleep(0.01)
    asking.join(10)
    assert answers[0].status_code == 409
    assert "Iemand deed dit net ook" in answers[0].content.decode()
    assert Seat.objects.using("keeper").get(role="operationeel").id == theirs.id
