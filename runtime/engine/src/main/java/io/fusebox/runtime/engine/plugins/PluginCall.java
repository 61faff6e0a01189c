package io.fusebox.runtime.engine.plugins;

import io.fusebox.api.FuseboxException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A call into a plug-in, whose code is untrusted: what it throws names it, and the name of the
 * thread says in whom it is, for thread dumps.
 */
public final class PluginCall {
  private static final String IN = " in plug-in ";
  private static final ThreadLocal<AtomicReference<String>> RUNNING =
      ThreadLocal.withInitial(AtomicReference::new);

  private PluginCall() {}

  /**
   * Calls.
   *
   * @param plugin the plug-in's id
   * @throws PluginException when it throws anything but a {@link FuseboxException}
   */
  public static <T> T of(String plugin, Supplier<T> call) {
    AtomicReference<String> running = RUNNING.get();
    String caller = running.getAndSet(plugin);
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    thread.setName(name + IN + plugin);
    try {
      return call.get();
    } catch (FuseboxException e) {
      throw e;
    } catch (Throwable e) { // An untrusted code may throw anything, checked exceptions too.
      throw new PluginException(plugin, PluginStackTrace.threw(e), e);
    } finally {
      thread.setName(name);
      running.set(caller);
    }
  }

  /**
   * Calls for something.
   *
   * @param what it is, for the message
   * @throws PluginException as {@link #of}, and when it gives null
   */
  public static <T> T nonNull(String what, String plugin, Supplier<T> call) {
    T given = of(plugin, call);
    if (given == null) {
      throw new PluginException(plugin, "gave null where it must give " + what);
    }
    return given;
  }

  /**
   * The id of the plug-in that the calling thread is in, whenever it is asked for and by whatever
   * thread; empty while it is in none.
   */
  public static Supplier<Optional<String>> runningHere() {
    AtomicReference<String> running = RUNNING.get();
    return () -> Optional.ofNullable(running.get());
  }
}
