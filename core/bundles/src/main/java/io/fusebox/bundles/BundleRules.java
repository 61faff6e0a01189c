package io.fusebox.bundles;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.plugin.Plugin;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * Rules for the manifest of a plug-in's jar. Everything that OSGi would refuse in words of its own
 * is found here first, and told with the way out.
 */
public record BundleRules(HostPackages host) {
  private static final Pattern JAVA = Pattern.compile("version[>]?=(?:1\\.)?(\\d+)");

  /** The packages that plug-ins imported from Fusebox 0.1. */
  private static final Set<String> CONTRACT_OF_01 =
      Set.of(
          "io.fusebox",
          "io.fusebox.audio",
          "io.fusebox.checkpoint",
          "io.fusebox.encoder",
          "io.fusebox.files",
          "io.fusebox.fusion",
          "io.fusebox.image",
          "io.fusebox.media",
          "io.fusebox.plm",
          "io.fusebox.plm.seq2seq",
          "io.fusebox.plugin",
          "io.fusebox.safetensors",
          "io.fusebox.speech",
          "io.fusebox.tensor",
          "io.fusebox.text");

  /** What the service of a running Fusebox has at its first step of a path. */
  public static final SortedSet<String> SERVICE_PATHS =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(
              Set.of("api", "console", "health", "metrics", "openapi.json", "v1", "webjars")));

  /** The page of the documentation that explains how. */
  private static final String GUIDE = "see docs/writing-a-plugin.md, 'A library'";

  /**
   * Checks a manifest.
   *
   * @return the id of the plug-in that the jar brings
   * @throws io.fusebox.api.FuseboxException when the jar would not run, and why
   */
  public String check(Attributes manifest) {
    require(
        manifest.getValue(Constants.BUNDLE_SYMBOLICNAME) != null,
        "it is not an OSGi bundle: its manifest has no Bundle-SymbolicName; bnd writes one, as in the"
            + " pom.xml of 'fusebox new'");
    requireAlone(manifest);
    requireJava(manifest);
    requireImports(manifest);
    String id = id(manifest);
    require(
        manifest.getValue(Constants.BUNDLE_ACTIVATOR) != null,
        "its manifest names the plug-in "
            + id
            + ", but no Bundle-Activator: annotate its PluginModule with @Plugin(\"id\")");
    requireFreePath(id, manifest);
    return id;
  }

  /** An endpoint is asked at its id; whatever else may be called so. */
  private static void requireFreePath(String id, Attributes manifest) {
    require(
        !SERVICE_PATHS.contains(id) || !imports(manifest, "io.fusebox.api.endpoint"),
        "it brings the endpoint %s, and nobody could ask it: the service has something of its own at /%s; give it another id than %s"
            .formatted(id, id, String.join(", ", SERVICE_PATHS)));
  }

  private static boolean imports(Attributes manifest, String name) {
    return ManifestClause.parse(manifest.getValue(Constants.IMPORT_PACKAGE)).stream()
        .anyMatch(each -> each.name().equals(name));
  }

  /** The one plug-in of a jar. */
  private static String id(Attributes manifest) {
    List<String> ids =
        ManifestClause.parse(manifest.getValue(Constants.PROVIDE_CAPABILITY)).stream()
            .filter(c -> c.name().equals(Plugin.NAMESPACE))
            .map(c -> c.get(Plugin.NAMESPACE))
            .toList();
    require(
        !ids.isEmpty(),
        "it brings no plug-in: no class in it is annotated with @Plugin(\"id\"); annotate its"
            + " PluginModule, or, if the jar is a library, embed it in the plug-in that needs it");
    require(
        ids.size() == 1,
        "it brings %d plug-ins (%s); make it one jar for each"
            .formatted(ids.size(), String.join(", ", ids)));
    require(
        ids.get(0).matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
        "a plug-in's id is letters, digits, '.', '_' and '-', found @Plugin(\"%s\")"
            .formatted(ids.get(0)));
    return ids.get(0);
  }

  private static void requireAlone(Attributes manifest) {
    require(
        manifest.getValue(Constants.FRAGMENT_HOST) == null,
        "it is a fragment of the bundle %s (Fragment-Host), and a plug-in is a bundle of its own"
            .formatted(manifest.getValue(Constants.FRAGMENT_HOST)));
    for (ManifestClause each : ManifestClause.parse(manifest.getValue(Constants.REQUIRE_BUNDLE))) {
      require(
          each.isOptional(),
          "it needs the bundle %s (Require-Bundle), and plug-ins share no bundles: embed it; %s"
              .formatted(each.name(), GUIDE));
    }
  }

  private static void requireJava(Attributes manifest) {
    String header = manifest.getValue(Constants.REQUIRE_CAPABILITY);
    for (ManifestClause each : ManifestClause.parse(header)) {
      if (each.name().equals("osgi.ee")) {
        requireJava(each.get("filter:"));
      } else {
        require(
            each.isOptional()
                || each.name().equals("osgi.native")
                || each.get("effective:").equals("active"),
            "it needs the capability %s (Require-Capability), which Fusebox does not offer; take it out: -removeheaders: Require-Capability in the bnd part of pom.xml"
                .formatted(each.name()));
      }
    }
  }

  private static void requireJava(String filter) {
    Matcher version = JAVA.matcher(filter);
    int needed = version.find() ? Integer.parseInt(version.group(1)) : 0;
    int here = Runtime.version().feature();
    require(
        needed <= here,
        "it was built for another version of Java: it needs Java %d, here is Java %d; run Fusebox with the other one, or build it with maven.compiler.release %d"
            .formatted(needed, here, here));
  }

  private void requireImports(Attributes manifest) {
    requireNewContract(manifest);
    for (ManifestClause each : ManifestClause.parse(manifest.getValue(Constants.IMPORT_PACKAGE))) {
      SortedSet<Version> versions = host.versions(each.name());
      if (!versions.isEmpty()) {
        requireVersion(each, versions);
      }
    }
    List<String> missing = missing(manifest);
    require(
        missing.isEmpty(),
        "it needs the %s %s, which neither Fusebox nor the jar has: embed the library; %s"
            .formatted(
                missing.size() == 1 ? "package" : "packages", String.join(", ", missing), GUIDE));
  }

  /** Jars of Fusebox 0.1 import packages that its contract had then and that have moved since. */
  private void requireNewContract(Attributes manifest) {
    List<String> old =
        ManifestClause.parse(manifest.getValue(Constants.IMPORT_PACKAGE)).stream()
            .map(ManifestClause::name)
            .filter(CONTRACT_OF_01::contains)
            .filter(name -> host.versions(name).isEmpty())
            .toList();
    require(
        old.isEmpty(),
        "it was built for the contract of Fusebox 0.1: it needs %s, and the contract is io.fusebox.api now; change its imports as docs/migrating.md shows and build it against this Fusebox"
            .formatted(String.join(", ", old)));
  }

  /** The packages that the jar needs, and that neither the host nor the jar itself has. */
  public List<String> missing(Attributes manifest) {
    List<String> own =
        ManifestClause.parse(manifest.getValue(Constants.EXPORT_PACKAGE)).stream()
            .map(ManifestClause::name)
            .toList();
    return ManifestClause.parse(manifest.getValue(Constants.IMPORT_PACKAGE)).stream()
        .filter(each -> !each.isOptional())
        .map(ManifestClause::name)
        .filter(name -> host.versions(name).isEmpty())
        .filter(name -> !host.isPlatform(name) && !own.contains(name))
        .toList();
  }

  private static void requireVersion(ManifestClause wanted, SortedSet<Version> versions) {
    String range = wanted.get(Constants.VERSION_ATTRIBUTE);
    boolean fits =
        range.isEmpty()
            || wanted.isOptional()
            || versions.stream().anyMatch(v -> new VersionRange(range).includes(v));
    String contract = wanted.name().startsWith("io.fusebox") ? "of the contract" : "of a library";
    require(
        fits,
        "it was built for another version %s: it needs %s %s, here is %s; build it against this Fusebox"
            .formatted(contract, wanted.name(), range, versions.last()));
  }
}
