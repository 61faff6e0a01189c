package io.fusebox.runtime.server;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.http.Guard;
import io.fusebox.runtime.http.HttpService;
import io.fusebox.runtime.http.Limits;
import io.fusebox.runtime.http.Listening;
import io.fusebox.runtime.http.RouteTable;
import io.fusebox.runtime.http.security.AuditLog;
import io.fusebox.runtime.http.security.Secret;
import io.fusebox.runtime.http.security.TokenFile;
import io.fusebox.runtime.http.security.Tokens;
import io.fusebox.runtime.server.api.ApiRoutes;
import io.fusebox.runtime.server.client.DaemonAddress;
import io.fusebox.runtime.server.live.LiveSystem;
import io.fusebox.runtime.server.live.LiveTrainingJobs;
import io.fusebox.runtime.server.questions.InputFolders;
import io.fusebox.runtime.server.questions.Questions;
import io.fusebox.runtime.server.system.RunningSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a running Fusebox over HTTP: at the loopback address, to anyone who can read the token in
 * the workspace or has one that was made for them; and at another address if it is told to.
 */
public final class FuseboxServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FuseboxServer.class);

  private final Path workspace;
  private final HttpService http;
  private final String token;
  private final CountDownLatch stop;
  private final AutoCloseable work;
  private final InputFolders folders;

  private FuseboxServer(
      Path workspace,
      HttpService http,
      String token,
      CountDownLatch stop,
      AutoCloseable work,
      InputFolders folders) {
    this.workspace = workspace;
    this.http = http;
    this.token = token;
    this.stop = stop;
    this.work = work;
    this.folders = folders;
  }

  /** Starts to serve this machine, at any port that is free. */
  public static FuseboxServer start(LiveFusebox fusebox) {
    return start(fusebox, Listening.HERE);
  }

  /**
   * Starts to serve.
   *
   * @throws io.fusebox.api.FuseboxException when it cannot listen there, or others could reach it
   *     and nobody has a token
   */
  public static FuseboxServer start(LiveFusebox fusebox, Listening listening) {
    LiveTrainingJobs jobs = new LiveTrainingJobs(fusebox);
    return start(
        LiveSystem.of(fusebox, jobs), fusebox.workspace().root(), listening, Limits.STANDARD, jobs);
  }

  /**
   * Starts to serve whatever system.
   *
   * @param work closed when requests have ended
   */
  static FuseboxServer start(
      RunningSystem system,
      Path workspace,
      Listening listening,
      Limits limits,
      AutoCloseable work) {
    TokenFile tokens = TokenFile.of(workspace);
    require(
        listening.other().isEmpty() || !tokens.tokens().isEmpty(),
        "others can reach this address, and nobody has a token; make one first: fusebox token create NAME");
    String own = Secret.random();
    CountDownLatch stop = new CountDownLatch(1);
    InputFolders folders = new InputFolders(workspace.resolve("run").resolve("inputs"));
    Questions questions =
        new Questions(system.questions(), folders, limits, system.measurements().registry());
    RouteTable routes = ApiRoutes.of(system, questions, limits, stop);
    Guard guard =
        new Guard(new Tokens(tokens, own), "'fusebox token create' makes one, in " + workspace);
    HttpService http = HttpService.start(listening, routes, guard, new AuditLog(workspace), limits);
    new DaemonAddress(http.host(), http.port(), own).write(workspace);
    return new FuseboxServer(workspace, http, own, stop, work, folders);
  }

  /** The port of this machine that it serves. */
  public int port() {
    return http.port();
  }

  /** The port of the other address; empty without one. */
  public Optional<Integer> otherPort() {
    return http.otherPort();
  }

  /** The address of the page, with the workspace's token, for the eyes of its owner alone. */
  public String page() {
    // The part after a # is not sent to any server.
    return "http://%s:%d/#token=%s".formatted(http.host(), port(), token);
  }

  /** Takes no new request, and waits a while for those that have begun; their files are deleted. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(DaemonAddress.file(workspace));
    } catch (IOException e) {
      LOG.warn("{} is left behind: {}", DaemonAddress.file(workspace), e.getMessage());
    }
    stop.countDown();
    http.close();
    try {
      work.close();
    } catch (Exception e) {
      LOG.warn("work did not end cleanly: {}", e.toString());
    }
    folders.close();
  }
}
