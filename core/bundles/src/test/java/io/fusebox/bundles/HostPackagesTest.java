package io.fusebox.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class HostPackagesTest {
  private final HostPackages host = HostPackages.scan();

  @Test
  void slf4jIsSharedInBothVersionsThatItSaysItIs() {
    List<Integer> majors = host.versions("org.slf4j").stream().map(Version::getMajor).toList();
    assertEquals(List.of(1, 2), majors);
    assertTrue(host.header().contains("org.slf4j;version=\"1."), host.header());
    assertTrue(host.header().contains("org.slf4j;version=\"2."), host.header());
  }

  @Test
  void theContractIsSharedAndGuavaIsNot() {
    assertFalse(host.versions("io.fusebox.api.encoder").isEmpty());
    assertTrue(host.versions("com.google.common.collect").isEmpty());
  }

  @Test
  void javaIsThereButForWhatItKeepsToItself() {
    assertTrue(host.isPlatform("java.util") && host.isPlatform("javax.xml.parsers"));
    assertFalse(host.isPlatform("sun.nio.ch"));
  }
}
