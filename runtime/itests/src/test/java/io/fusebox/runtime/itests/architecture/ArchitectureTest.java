package io.fusebox.runtime.itests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Arrows go down only, and no gradient is computed unsafely. */
class ArchitectureTest {
  private static final String[] CORE = {
    "io.fusebox.api..",
    "io.fusebox.toolkit..",
    "io.fusebox.bundles..",
    "io.fusebox.seq2seq..",
    "io.fusebox.causal.."
  };
  private static final String[] PLUGINS = {
    "io.fusebox.plm..", "io.fusebox.encoder..", "io.fusebox.strategy..", "io.fusebox.examples.."
  };

  /** From the ground up: no room knows one that stands after it. */
  private static final List<String> RUNTIME =
      List.of(
          "data",
          "worlds",
          "selfcheck",
          "tasks",
          "yaml",
          "features",
          "engine",
          "training",
          "batch",
          "explain",
          "pretrain",
          "experiments",
          "live",
          "verify",
          "host",
          "workspace",
          "demo",
          "isolated",
          "spark",
          "http",
          "console",
          "server",
          "launcher");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(ArchitectureTest::isOurs)
          .importPackages("io.fusebox");

  private static boolean isOurs(Location location) {
    return !location.contains("testkit") && !location.contains("fixtures");
  }

  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("io.fusebox..");

  private static String runtime(String room) {
    return "io.fusebox.runtime." + room + "..";
  }

  @Test
  void everyRoomWasFound() {
    Stream<String> rooms =
        Stream.of(Stream.of(CORE), Stream.of(PLUGINS), RUNTIME.stream().map(r -> runtime(r)))
            .flatMap(s -> s);
    rooms.forEach(
        room ->
            classes()
                .that()
                .resideInAPackage(room)
                .should()
                .resideInAPackage("io.fusebox..")
                .allowEmptyShould(false)
                .check(CLASSES));
  }

  @Test
  void noPackageIsInACircle() {
    slices().matching("io.fusebox.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theContractKnowsNothingElseOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("io.fusebox.api..")
        .should()
        .dependOnClassesThat(OURS.and(DescribedPredicate.not(resideInAPackage("io.fusebox.api.."))))
        .check(CLASSES);
  }

  @Test
  void coreKnowsNothingAboveIt() {
    classes()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(CORE).or(DescribedPredicate.not(OURS)))
        .check(CLASSES);
  }

  @Test
  void pluginsKnowCoreAndNeverOneAnother() {
    slices()
        .matching("io.fusebox.(plm|encoder|strategy|examples).(*)..")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(PLUGINS)
        .should()
        .dependOnClassesThat(
            OURS.and(DescribedPredicate.not(resideInAnyPackage(CORE)))
                .and(DescribedPredicate.not(resideInAnyPackage(PLUGINS))))
        .check(CLASSES);
  }

  @Test
  void arrowsInTheRuntimeGoDownOnly() {
    for (int i = 0; i < RUNTIME.size() - 1; i++) {
      String[] above =
          RUNTIME.subList(i + 1, RUNTIME.size()).stream()
              .map(ArchitectureTest::runtime)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(runtime(RUNTIME.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .check(CLASSES);
    }
  }

  @Test
  void onlyTheHostKnowsFelix() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.fusebox.runtime.host..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.felix..")
        .check(CLASSES);
  }

  @Test
  void onlyTheServerKnowsHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.fusebox.runtime.http..", "io.fusebox.runtime.server..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.sun.net.httpserver..", "java.net.http..", "org.eclipse.jetty..")
        .check(CLASSES);
  }

  @Test
  void onlyTheToolkitKnowsThePytorchEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.fusebox.toolkit.tensor..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl.pytorch..")
        .check(CLASSES);
  }

  /**
   * Spark has versions of its own of what Fusebox uses: neither is to be on the other's class path.
   */
  @Test
  void onlyAPartOfItsOwnKnowsSparkAndNoLibraryOfFusebox() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.fusebox.runtime.spark..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
        .check(CLASSES);
    classes()
        .that()
        .resideInAPackage("io.fusebox.runtime.spark..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("io.fusebox.runtime.spark..", "io.fusebox.runtime.isolated")
                .or(DescribedPredicate.not(OURS)))
        .check(CLASSES);
  }

  /** Its natives bind to one class loader, and it may be left out. */
  @Test
  void onlyAPartOfItsOwnKnowsFfmpeg() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.fusebox.runtime.ffmpeg..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..", "io.fusebox.runtime.ffmpeg..")
        .check(CLASSES);
  }

  @Test
  void ffmpegKnowsCoreAlone() {
    classes()
        .that()
        .resideInAPackage("io.fusebox.runtime.ffmpeg..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(CORE)
                .or(resideInAPackage("io.fusebox.runtime.ffmpeg.."))
                .or(DescribedPredicate.not(OURS)))
        .allowEmptyShould(false)
        .check(CLASSES);
  }

  /** Turkish has another small I, and what is compared, or names a file, is not text in Turkish. */
  @Test
  void noCaseIsChangedAsTheUsersLanguageHasIt() {
    noClasses().should().callMethod(String.class, "toLowerCase").check(CLASSES);
    noClasses().should().callMethod(String.class, "toUpperCase").check(CLASSES);
  }

  /** The JVM may be another program's; Felix alone needs another locale, while it starts. */
  @Test
  void onlyTheStartOfFuseboxAndOfFelixSetALocale() {
    noClasses()
        .that()
        .doNotHaveSimpleName("FuseboxCommand")
        .and()
        .doNotHaveSimpleName("OsgiFramework")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "sets the default locale",
                call ->
                    call.getTargetOwner().isEquivalentTo(Locale.class)
                        && call.getName().equals("setDefault")))
        .check(CLASSES);
  }

  /** The scalar's buffer can be freed between the forward and the backward pass. */
  @Test
  void noNumberIsMultipliedDividedOrRaisedWhereAGradientCouldFlow() {
    noClasses().should().callMethodWhere(unsafe()).check(CLASSES);
  }

  private static DescribedPredicate<JavaMethodCall> unsafe() {
    Set<String> names = Set.of("mul", "div", "pow", "muli", "divi", "powi");
    return DescribedPredicate.describe(
        "multiplies, divides or raises by a Number",
        call ->
            call.getTargetOwner().isAssignableTo(NDArray.class)
                && names.contains(call.getName())
                && call.getTarget().getRawParameterTypes().get(0).isEquivalentTo(Number.class));
  }
}
