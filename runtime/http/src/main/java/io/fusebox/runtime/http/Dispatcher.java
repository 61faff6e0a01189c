package io.fusebox.runtime.http;

import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.runtime.http.security.AuditLog;
import io.fusebox.runtime.http.security.Principal;
import io.fusebox.runtime.http.security.Role;
import java.io.IOException;
import java.util.Map;
import java.util.function.IntConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes each request through the guard to its route, and what goes wrong to the log. */
final class Dispatcher extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Principal NOBODY = new Principal("", Role.ASK, false, 0);

  /** The sources that a page may load from: its own site's files, and what it makes itself. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "microphone=(self), camera=(), geolocation=()",
          "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self';"
                  + " img-src 'self' data: blob:; media-src 'self' data: blob:; manifest-src 'self';"
                  + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'");

  private final RouteTable routes;
  private final Guard guard;
  private final AuditLog audit;
  private final Limits limits;
  private final MemoryBudget memory;

  Dispatcher(RouteTable routes, Guard guard, AuditLog audit, Limits limits) {
    this.routes = routes;
    this.guard = guard;
    this.audit = audit;
    this.limits = limits;
    this.memory = new MemoryBudget(limits.memory());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String id = RequestId.of(request);
    MDC.put("request", id);
    MemoryBudget.Share share = memory.new Share();
    try (share) {
      response.getHeaders().put(RequestId.HEADER, id);
      HEADERS.forEach(response.getHeaders()::put);
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      new Answering(id, request, response, new RequestBody(request, limits, share)).run();
      callback.succeeded();
    } catch (Throwable e) { // it is too late to say so in the response
      callback.failed(e);
    } finally {
      MDC.remove("request");
    }
    return true;
  }

  /** One request on its way. */
  private final class Answering {
    private final String id;
    private final Request request;
    private final Response response;
    private final RequestBody body;
    private final String action;
    private Principal by = NOBODY;
    private boolean audited;

    Answering(String id, Request request, Response response, RequestBody body) {
      this.id = id;
      this.request = request;
      this.response = response;
      this.body = body;
      this.action =
          request.getMethod()
              + " "
              + NameSuggestions.shown(request.getHttpURI().getCanonicalPath());
    }

    void run() throws Exception {
      try {
        guard.requireKnownHost(request);
        String path = Request.getPathInContext(request);
        RouteTable.Match match = match(path);
        Route route = match.route();
        route.role().ifPresent(role -> authorise(role, route.isAudited()));
        answer(
            route, new HttpExchange(id, by, match.parameters(), request, response, body, audit()));
      } catch (IOException e) {
        refuseUnlessGone(e);
      } catch (Exception | StackOverflowError | OutOfMemoryError e) {
        refuse(Problems.of(e));
      }
    }

    /** What nobody known asked for is not audited: anybody could fill the disk with it. */
    private void authorise(Role role, boolean changes) {
      by = guard.identify(request);
      audited = changes;
      guard.require(role, by, request);
    }

    private RouteTable.Match match(String path) {
      try {
        return routes.match(request.getMethod(), path);
      } catch (Problem e) {
        requireKnown();
        throw e;
      }
    }

    private void answer(Route route, HttpExchange call) throws Exception {
      try {
        route.operation().handle(call);
      } catch (Problem e) {
        if (e.status() == 404) {
          requireKnown();
        }
        throw e;
      }
    }

    /** Without a token nobody learns what there is. */
    private void requireKnown() {
      if (by == NOBODY) {
        guard.require(Role.ASK, guard.identify(request), request);
      }
    }

    /** A request that changes something is recorded before its reply is sent. */
    private IntConsumer audit() {
      return status -> {
        if (audited) {
          note(status, "");
          LOG.info("{} by {}: {}", action, by.name(), status);
        }
      };
    }

    private void note(int status, String reason) {
      try {
        audit.append(new AuditLog.Entry(id, by, action, body.asked(), status, reason));
      } catch (RuntimeException e) {
        LOG.error("the audit log cannot be written: {} by {}: {}", action, by.name(), status, e);
      }
    }

    /** Anyone who closes a page while its reply is written is nobody's fault. */
    private void refuseUnlessGone(IOException e) throws Exception {
      boolean gone = e instanceof EofException || e.getCause() instanceof EofException;
      if (gone && response.isCommitted()) {
        LOG.debug("{}: anyone who asked has gone", action);
        throw e;
      }
      refuse(Problems.of(e));
    }

    private void refuse(Problem problem) throws Exception {
      log(problem);
      if (response.isCommitted()) {
        throw problem;
      }
      if (audited) {
        note(problem.status(), problem.getMessage());
      }
      response.getHeaders().remove(HttpHeader.CONTENT_LENGTH);
      new HttpExchange(id, by, Map.of(), request, response, body, status -> {}).refuse(problem);
    }

    private void log(Problem problem) {
      String reason = NameSuggestions.shown(problem.getMessage());
      if (problem.status() >= 500 && problem.status() != 503) {
        LOG.error("{}: {} {}", action, problem.status(), reason, problem.getCause());
      } else if (problem.status() == 401 || problem.status() == 403 || problem.status() == 421) {
        LOG.warn(
            "{} from {}: {} {}", action, Request.getRemoteAddr(request), problem.status(), reason);
      } else {
        LOG.info("{}: {} {}", action, problem.status(), reason);
      }
    }
  }
}
