package io.fusebox.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint is asked at its id, where the service may have something of its own. */
class EndpointPathsTest {
  private static final String ENDPOINT = "io.fusebox.api.endpoint";

  private static String check(String id, String imported) {
    Attributes manifest = new Attributes();
    manifest.putValue("Bundle-SymbolicName", "org.example.one");
    manifest.putValue("Bundle-Activator", "org.example.One");
    manifest.putValue("Import-Package", imported);
    manifest.putValue(
        "Provide-Capability", "io.fusebox.plugin;io.fusebox.plugin=\"%s\"".formatted(id));
    return new BundleRules(HostPackages.scan()).check(manifest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "v1", "health", "metrics", "console", "webjars", "openapi.json"})
  void anEndpointThatNobodyCouldAskIsRefused(String id) {
    FuseboxException refused = assertThrows(FuseboxException.class, () -> check(id, ENDPOINT));
    assertTrue(refused.getMessage().contains("endpoint " + id), refused.getMessage());
    assertTrue(refused.getMessage().contains("give it another id"), refused.getMessage());
  }

  @Test
  void anyOtherIdIsFreeAndSoIsAnyIdOfAnotherKind() {
    assertEquals("apis", check("apis", ENDPOINT));
    assertEquals("health", check("health", "io.fusebox.api.encoder"));
  }
}
