package io.fusebox.runtime.server.api;

import io.fusebox.runtime.http.EventWriter;
import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.server.system.RunningSystem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The changes, as events: each listener's thread looks a few times a second. */
final class EventRoutes {
  private static final long LOOK_MILLIS = 250;
  private static final int QUIET_LOOKS = 60;

  private final SystemSnapshots snapshots;
  private final int most;
  private final Semaphore listeners;
  private final CountDownLatch stop;

  EventRoutes(RunningSystem system, int listeners, CountDownLatch stop) {
    this.snapshots = new SystemSnapshots(system, LOOK_MILLIS);
    this.most = listeners;
    this.listeners = new Semaphore(listeners);
    this.stop = stop;
  }

  List<Route> routes() {
    return List.of(Route.of(Role.ASK, "GET", "/api/events", this::listen));
  }

  private void listen(HttpExchange call) throws IOException, InterruptedException {
    if (!listeners.tryAcquire()) {
      throw Problem.tooMany("%d listen to events already; close a page".formatted(most));
    }
    try (EventWriter events = call.events()) {
      follow(events);
    } finally {
      listeners.release();
    }
  }

  private void follow(EventWriter events) throws IOException, InterruptedException {
    SystemSnapshot seen = SystemSnapshot.NOTHING;
    int quiet = 0;
    do {
      SystemSnapshot now = snapshots.now();
      boolean changed = now.writeChanges(seen, events);
      seen = now;
      quiet = changed ? 0 : quiet + 1;
      if (quiet == QUIET_LOOKS) {
        events.comment();
        quiet = 0;
      }
    } while (!stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
  }
}
