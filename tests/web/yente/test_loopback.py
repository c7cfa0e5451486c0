"""A client in the manner of the documentation, over a real connection."""

from __future__ import annotations

import socket
import threading
import time

import httpx2 as httpx
import uvicorn

from screening.screener import Screener

from ..asked import NORTH, SOUTH, app_of


def test_a_client_over_http() -> None:
    server = uvicorn.Server(uvicorn.Config(app_of(Screener([NORTH, SOUTH])), log_level="error", lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            base = f"http://127.0.0.1:{listening.getsockname()[1]}"
            with httpx.Client(base_url=base, headers={"Authorization": "ApiKey abc"}) as session:
                query = {"schema": "Vessel", "properties": {"name": ["Corsair Wyvern"], "imoNumber": ["9187332"]}}
                response = session.post(
                    "/match/default",
                    json={"queries": {"q": query}, "weights": {}, "config": {}},
                    params={"algorithm": "best", "fuzzy": "false", "topics": ["asset.frozen", "sanction"]},
                )
                response.raise_for_status()
                (result,) = response.json()["responses"]["q"]["results"]
                assert (result["id"], result["score"], result["match"]) == ("corsair", 1.0, True)
                assert session.get(f"/entities/{result['id']}").json()["caption"] == "Corsair Wyvern"
        finally:
            server.should_exit = True
            thread.join()
