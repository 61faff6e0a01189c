package io.fusebox.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.runtime.http.Listening;
import io.fusebox.runtime.http.Listening.Keystore;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.http.security.TokenFile;
import io.fusebox.runtime.server.client.DaemonAddress;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An address that others reach. */
class TlsTest {
  private static final String PASSWORD = "correct horse";

  @TempDir Path workspace;

  @Test
  void othersAreServedOverTlsWithATokenOfTheirOwn() throws Exception {
    Path keys = keystore();
    String token = TokenFile.of(workspace).create("robot", Role.ASK, 50).secret();
    Listening listening = Listening.at("0.0.0.0:0", Optional.of(new Keystore(keys, PASSWORD)));
    try (FuseboxServer server =
        FuseboxServer.start(
            new FakeSystem().system(), workspace, listening, Served.LIMITS, () -> {})) {
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(keys)).build();
      String address = "https://127.0.0.1:" + server.otherPort().orElseThrow() + "/api/me";
      assertEquals(200, status(client, address, token));
      String owner = DaemonAddress.read(workspace).token();
      assertEquals(401, status(client, address, owner));
      assertEquals(200, status(client, "http://127.0.0.1:" + server.port() + "/api/me", owner));
    }
  }

  private static int status(HttpClient client, String address, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + token)
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private Path keystore() throws Exception {
    Path keys = workspace.resolve("keys.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process made =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "fusebox",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keys.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, made.waitFor(), said);
    return keys;
  }

  private static SSLContext trusting(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("fusebox", store.getCertificate("fusebox"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
