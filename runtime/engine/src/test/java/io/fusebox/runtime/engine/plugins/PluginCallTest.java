package io.fusebox.runtime.engine.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PluginCallTest {
  private final Supplier<Optional<String>> running = PluginCall.runningHere();

  private Optional<String> askedByAnotherThread() {
    return CompletableFuture.supplyAsync(running).join();
  }

  @Test
  void anotherThreadLearnsInWhichPluginThisOneIs() {
    List<Optional<String>> seen =
        PluginCall.of(
            "outer",
            () ->
                List.of(
                    PluginCall.of("inner in plug-in x", this::askedByAnotherThread),
                    askedByAnotherThread()));
    assertEquals(List.of(Optional.of("inner in plug-in x"), Optional.of("outer")), seen);
    assertEquals(Optional.empty(), askedByAnotherThread());
  }

  @Test
  void aThreadThatAPluginWasThrownOutOfIsInNone() {
    String name = Thread.currentThread().getName();
    assertThrows(
        PluginException.class,
        () ->
            PluginCall.of(
                "bad",
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals(Optional.empty(), running.get());
    assertEquals(name, Thread.currentThread().getName());
  }
}
