package io.fusebox.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.http.Listening;
import io.fusebox.runtime.http.Listening.Keystore;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.http.security.Secret;
import io.fusebox.runtime.http.security.TokenFile;
import io.fusebox.runtime.server.client.DaemonClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what: each line of the threat model in docs/security.md has its test here. */
class AccessTest {
  @TempDir Path workspace;
  private Served served;

  @BeforeEach
  void start() {
    served = new Served(workspace);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private HttpRequest.Builder with(String token, String path) {
    return served.request(path).header("Authorization", "Bearer " + token);
  }

  private int status(HttpRequest.Builder request) {
    return served.send(request).statusCode();
  }

  @Test
  void withoutATokenNothingIsSaidAboutWhatThereIs() {
    for (String path : List.of("/api/pipelines", "/v1/models", "/metrics", "/api/none", "/none")) {
      HttpResponse<String> refused = served.send(served.request(path));
      assertEquals(401, refused.statusCode(), path);
      assertEquals("Bearer", refused.headers().firstValue("WWW-Authenticate").orElse(""), path);
      assertFalse(refused.body().contains("shapes"), refused.body());
    }
    assertEquals(401, status(with("0".repeat(64), "/api/pipelines")));
    assertEquals(401, status(with(served.owner.substring(1), "/api/pipelines")));
    assertEquals(401, status(with("", "/api/pipelines")));
    assertEquals(401, status(with("x".repeat(5000), "/api/pipelines")));
    assertEquals(
        401, status(served.request("/api/pipelines").header("Authorization", served.owner)));
    assertEquals(401, status(served.request("/api/pipelines?token=" + served.owner)));
  }

  @Test
  void pagesAreOpenAndWhatHasNoneIsHidden() throws Exception {
    URL page = Files.writeString(workspace.resolve("page.html"), "the page").toUri().toURL();
    AtomicInteger made = new AtomicInteger();
    endpoint("paged", made, new Paged(page));
    endpoint("silent", made, request -> request);
    HttpResponse<String> open = served.send(served.request("/paged/index.html"));
    assertEquals("the page", open.body());
    for (String path : List.of("/paged/none", "/silent/index.html", "/pagde/x", "/console/none")) {
      HttpResponse<String> refused = served.send(served.request(path));
      assertEquals(401, refused.statusCode(), path);
      assertFalse(refused.body().contains("paged"), refused.body());
      assertEquals(404, served.get(path).statusCode(), path);
    }
    assertEquals(2, made.get()); // each once, however often somebody asks
  }

  private void endpoint(String id, AtomicInteger made, Endpoint endpoint) {
    served.system.plugins.add(
        new PluginFactory<>(
            id,
            "1",
            Endpoint.class,
            NoSettings.class,
            (settings, host) -> {
              made.incrementAndGet();
              return endpoint;
            }));
  }

  record NoSettings() {}

  private record Paged(URL file) implements Endpoint {
    @Override
    public JsonNode handle(JsonNode request) {
      return request;
    }

    @Override
    public Optional<URL> page(String path) {
      return Optional.of(file).filter(f -> path.equals("index.html"));
    }
  }

  @Test
  void eachRoleMayDoItsOwnAndWhatThoseBeforeItMay() {
    String ask = served.token(Role.ASK);
    String operate = served.token(Role.OPERATE);
    String deploy = served.token(Role.DEPLOY);
    assertEquals(200, status(with(ask, "/api/pipelines")));
    assertEquals(403, status(stop(ask)));
    assertEquals(200, status(stop(operate)));
    assertEquals(200, status(stop(deploy)));
    assertEquals(403, status(upload(ask)));
    assertEquals(403, status(upload(operate)));
    assertEquals(200, status(upload(deploy)));
    assertEquals(403, status(save(operate)));
    assertEquals(List.of("new.jar"), served.system.deployed);
    assertEquals("plm: old\n", served.system.texts.get("shapes"));
  }

  private HttpRequest.Builder stop(String token) {
    return with(token, "/api/pipelines/shapes/stop").POST(Served.body(""));
  }

  private HttpRequest.Builder upload(String token) {
    return with(token, "/api/plugins?name=new.jar")
        .header("Content-Type", "application/java-archive")
        .POST(Served.body("PK..."));
  }

  private HttpRequest.Builder save(String token) {
    return with(token, "/api/pipelines/shapes/file")
        .header("Content-Type", "application/yaml")
        .PUT(Served.body("plm: new\n"));
  }

  @Test
  void aRevokedTokenIsRefusedFromThenOn() {
    String token = served.token(Role.ASK);
    assertEquals(200, status(with(token, "/api/me")));
    TokenFile.of(workspace).revoke("ask-token");
    assertEquals(401, status(with(token, "/api/me")));
  }

  @Test
  void aTokenIsKeptAsItsHashAlone() throws Exception {
    String token = served.token(Role.ASK);
    assertEquals(64, token.length());
    try (Stream<Path> files = Files.walk(workspace)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(file).contains(token), file::toString);
      }
    }
  }

  @Test
  void aDamagedFileOfTokensLetsNobodyIn() throws Exception {
    String token = served.token(Role.ASK);
    Files.writeString(workspace.resolve("tokens.json"), "{\"tokens\": [{}]}");
    assertEquals(401, status(with(token, "/api/me")));
    assertEquals(200, status(served.own("/api/me")));
  }

  @Test
  void aTokenIsGoodForSoManyRequestsASecond() {
    String token = TokenFile.of(workspace).create("slow", Role.ASK, 0.001).secret();
    assertEquals(200, status(with(token, "/api/me")));
    HttpResponse<String> refused = served.send(with(token, "/api/me"));
    assertEquals(429, refused.statusCode());
    int wait = Integer.parseInt(refused.headers().firstValue("Retry-After").orElse(""));
    assertTrue(wait > 900 && wait <= 1000, "wait " + wait);
    assertEquals(200, status(served.own("/api/me")));
  }

  @Test
  void whoeverGuessesTokensIsSlowedDownAndNobodyElse() {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      statuses.add(status(with("guess" + i, "/api/me")));
    }
    assertTrue(statuses.contains(429), statuses::toString);
    assertEquals(200, status(served.own("/api/me")));
  }

  @Test
  void pagesOfOtherSitesAreRefusedEvenWithAToken() {
    String here = "http://127.0.0.1:" + served.server.port();
    assertEquals(200, status(served.own("/api/me").header("Origin", here)));
    for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
      assertEquals(403, status(served.own("/api/me").header("Origin", origin)), origin);
    }
    for (String site : List.of("cross-site", "same-site")) {
      assertEquals(403, status(served.own("/api/me").header("Sec-Fetch-Site", site)), site);
    }
    HttpResponse<String> asked =
        served.send(
            served
                .own("/api/pipelines/shapes/stop")
                .header("Origin", "https://evil.example")
                .method("OPTIONS", Served.body("")));
    assertFalse(asked.headers().firstValue("Access-Control-Allow-Origin").isPresent());
    assertEquals("ACTIVE", served.system.states.get("shapes"));
  }

  @Test
  void aNameThatSomebodyPointsAtThisMachineIsRefused() throws Exception {
    String request = "GET /health/live HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
    for (String host : List.of("evil.example", "localhost.evil.example:80", "127.0.0.1.nip.io")) {
      String reply = served.raw(request.formatted(host));
      assertTrue(reply.startsWith("HTTP/1.1 421 "), reply);
    }
    for (String host : List.of("localhost", "127.0.0.1:99", "[::1]:99", "LOCALHOST:1")) {
      String reply = served.raw(request.formatted(host));
      assertTrue(reply.startsWith("HTTP/1.1 200 "), reply);
    }
  }

  @Test
  void onlyWhoCanReadTheWorkspaceNamesFilesOfThisMachine() throws Exception {
    Path secret = Files.writeString(workspace.resolve("secret.txt"), "SECRET");
    String question =
        "{\"question\": \"a\", \"inputs\": {\"image\": {\"file\": \"%s\"}}}".formatted(secret);
    HttpRequest.Builder other =
        with(served.token(Role.DEPLOY), "/api/pipelines/shapes/questions")
            .header("Content-Type", "application/json");
    HttpResponse<String> refused = served.send(other.POST(Served.body(question)));
    assertEquals(403, refused.statusCode());
    assertFalse(refused.body().contains("SECRET"));
    assertEquals(200, served.post("/api/pipelines/shapes/questions", question).statusCode());
  }

  @Test
  void whatWasChangedByWhomIsWrittenDown() throws Exception {
    String operate = served.token(Role.OPERATE);
    status(stop(operate));
    status(upload(operate));
    status(with(operate, "/api/pipelines"));
    List<JsonNode> lines = audit();
    assertEquals(2, lines.size(), lines::toString);
    JsonNode done = lines.get(0);
    assertEquals("operate-token", done.path("by").asText());
    assertEquals("POST /api/pipelines/shapes/stop", done.path("action").asText());
    assertEquals(200, done.path("status").asInt());
    JsonNode refused = lines.get(1);
    assertEquals(403, refused.path("status").asInt());
    assertEquals("operate-token", refused.path("by").asText());
    assertEquals("new.jar", refused.path("name").asText());
    assertTrue(refused.path("reason").asText().contains("deploy"), refused::toString);
    assertFalse(lines.toString().contains(operate));
  }

  @Test
  void whoeverIsNotKnownFillsNoAuditLog() throws Exception {
    String slow = TokenFile.of(workspace).create("slow", Role.OPERATE, 0.001).secret();
    status(stop("0".repeat(64)));
    status(served.request("/api/pipelines/shapes/stop").POST(Served.body("")));
    status(stop("0".repeat(64)).header("Origin", "https://evil.example"));
    assertEquals(List.of(), audit());
    assertEquals(200, status(stop(slow)));
    assertEquals(429, status(stop(slow)));
    assertEquals(403, status(stop(served.token(Role.ASK))));
    List<JsonNode> lines = audit();
    assertEquals(2, lines.size(), lines::toString);
    assertEquals("ask-token", lines.get(1).path("by").asText());
    assertEquals(403, lines.get(1).path("status").asInt());
  }

  @Test
  void anUploadIsWrittenDownWithItsNameAndItsDigest() throws Exception {
    status(upload(served.owner));
    status(save(served.owner));
    List<JsonNode> lines = audit();
    assertEquals("new.jar", lines.get(0).path("name").asText());
    assertEquals(Secret.hash("PK..."), lines.get(0).path("sha256").asText());
    assertEquals("plm: new\n", lines.get(1).path("body").asText());
    assertEquals(Secret.hash("plm: new\n"), lines.get(1).path("sha256").asText());
  }

  private List<JsonNode> audit() throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    if (!Files.exists(workspace.resolve("audit"))) {
      return lines;
    }
    try (Stream<Path> files = Files.list(workspace.resolve("audit"))) {
      for (Path file : files.toList()) {
        Files.readAllLines(file).forEach(line -> lines.add(Served.json(line)));
      }
    }
    return lines;
  }

  @Test
  void anAddressThatOthersReachNeedsTlsAndATokenThatSomebodyHas() {
    FuseboxException open =
        assertThrows(FuseboxException.class, () -> Listening.at("0.0.0.0:8443", Optional.empty()));
    assertTrue(open.getMessage().contains("--keystore"), open::getMessage);
    Keystore keystore = new Keystore(workspace.resolve("keys.p12"), "secret");
    Listening tls = Listening.at("0.0.0.0:0", Optional.of(keystore));
    FuseboxException nobody =
        assertThrows(
            FuseboxException.class,
            () ->
                FuseboxServer.start(
                    served.system.system(),
                    workspace.resolve("other"),
                    tls,
                    Served.LIMITS,
                    () -> {}));
    assertTrue(nobody.getMessage().contains("fusebox token create"), nobody::getMessage);
    for (String bad : List.of("8080", ":8080", "localhost", "localhost:x", "localhost:70000")) {
      assertThrows(FuseboxException.class, () -> Listening.at(bad, Optional.empty()), bad);
    }
    assertEquals(8080, Listening.at("localhost:8080", Optional.empty()).local().getPort());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.2", "[::1]"})
  void theAddressOfThisMachineThatWasSaidIsTheOneThatAnswers(String host) throws Exception {
    assumeTrue(isThere(host), "not run: the machine has no " + host);
    Path other = workspace.resolve("other");
    Listening listening = Listening.at(host + ":0", Optional.empty());
    try (FuseboxServer server =
        FuseboxServer.start(served.system.system(), other, listening, Served.LIMITS, () -> {})) {
      String base = "http://" + host + ":" + server.port();
      assertTrue(server.page().startsWith(base + "/#token="), server::page);
      assertEquals(
          200, status(HttpRequest.newBuilder(URI.create(base + "/health/live"))), server::page);
      assertTrue(DaemonClient.find(other).isPresent());
    }
  }

  private static boolean isThere(String host) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aPageMayLoadFromItsOwnSiteAloneAndRunsNoScriptOfItsMarkup() {
    String policy =
        served
            .send(served.request("/health/live"))
            .headers()
            .firstValue("Content-Security-Policy")
            .orElse("");
    assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertFalse(policy.contains("http"), policy);
  }

  @Test
  void aPageMayUseTheMicrophoneAndNothingElseOfTheMachine() {
    assertEquals(
        "microphone=(self), camera=(), geolocation=()",
        served
            .send(served.request("/health/live"))
            .headers()
            .firstValue("Permissions-Policy")
            .orElse(""));
  }
}
