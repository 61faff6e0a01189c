package io.fusebox.runtime.http;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.http.security.AuditLog;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jetty, with the routes of the service. */
public final class HttpService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);
  private static final int THREADS = 256;
  private static final int HEADER_BYTES = 16 << 10;

  private final Server server;
  private final ServerConnector here;
  private final Optional<ServerConnector> other;

  private HttpService(Server server, ServerConnector here, Optional<ServerConnector> other) {
    this.server = server;
    this.here = here;
    this.other = other;
  }

  /**
   * Starts to serve.
   *
   * @throws FuseboxException when it cannot listen at an address, and why
   */
  public static HttpService start(
      Listening listening, RouteTable routes, Guard guard, AuditLog audit, Limits limits) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
    threads.setName("fusebox-http");
    threads.setDaemon(true);
    Server server = new Server(threads);
    server.setStopTimeout(limits.stop().toMillis());
    server.setErrorHandler(new ProblemHandler());
    server.setHandler(new GracefulHandler(new Dispatcher(routes, guard, audit, limits)));
    ServerConnector here = here(server, listening.local(), limits);
    Optional<ServerConnector> other = listening.other().map(o -> tls(server, o, limits));
    try {
      server.start();
      return new HttpService(server, here, other);
    } catch (Exception e) {
      stop(server);
      throw new FuseboxException(
          "cannot listen at %s: %s"
              .formatted(
                  listening.other().map(Listening.Other::address).orElse(listening.local()),
                  reason(e)),
          e);
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() instanceof IOException ? e.getCause() : e;
    return cause instanceof IOException io ? IoErrorMessage.of(io) : cause.toString();
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_BYTES);
    return configuration;
  }

  private static ServerConnector here(Server server, InetSocketAddress address, Limits limits) {
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(name(address));
    connector.setPort(address.getPort());
    return added(server, connector, limits);
  }

  /** As people write it, and browsers in requests: of IPv6 there is one loopback address. */
  private static String name(InetSocketAddress local) {
    return local.getAddress() instanceof Inet6Address
        ? "[::1]"
        : local.getAddress().getHostAddress();
  }

  private static ServerConnector tls(Server server, Listening.Other other, Limits limits) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStorePath(other.keystore().toUri().toString());
    tls.setKeyStorePassword(other.password());
    HttpConfiguration configuration = configuration();
    configuration.addCustomizer(new SecureRequestCustomizer());
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new SslConnectionFactory(tls, http.getProtocol()), http);
    connector.setHost(other.address().getAddress().getHostAddress());
    connector.setPort(other.address().getPort());
    return added(server, connector, limits);
  }

  private static ServerConnector added(Server server, ServerConnector connector, Limits limits) {
    connector.setIdleTimeout(limits.idle().toMillis());
    server.addConnector(connector);
    return connector;
  }

  /** The loopback address, as in a URL. */
  public String host() {
    return here.getHost();
  }

  /** The port of the loopback address. */
  public int port() {
    return here.getLocalPort();
  }

  /** The port of the other address; empty without one. */
  public Optional<Integer> otherPort() {
    return other.map(ServerConnector::getLocalPort);
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("requests were broken off: {}", e.toString());
    }
  }

  /** Takes no new request, and waits for those that have begun. */
  @Override
  public void close() {
    stop(server);
  }
}
