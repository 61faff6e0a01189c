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
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Arrows go down only, and no gradient is computed unsafely. */
class ArchitectureTest {
  private static final String[] CORE = {
    "io.fusebox",
    "io.fusebox.toolkit.audio..",
    "io.fusebox.bundles..",
    "io.fusebox.toolkit.checkpoint..",
    "io.fusebox.api.encoder",
    "io.fusebox.toolkit.files..",
    "io.fusebox.api.fusion..",
    "io.fusebox.toolkit.image..",
    "io.fusebox.toolkit.media..",
    "io.fusebox.toolkit.generation..",
    "io.fusebox.api.plugin..",
    "io.fusebox.toolkit.safetensors..",
    "io.fusebox.toolkit.speech..",
    "io.fusebox.toolkit.tensor..",
    "io.fusebox.toolkit.text.."
  };
  private static final String[] PLUGINS = {"io.fusebox.api.encoder.*..", "io.fusebox.strategy.*.."};
  private static final String[] LAUNCHER = {
    "io.fusebox.runtime.host..",
    "io.fusebox.runtime.server..",
    "io.fusebox.runtime.launcher..",
    "io.fusebox.runtime.launcher.demo..",
    "io.fusebox.runtime.launcher.scaffold.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(ArchitectureTest::isOurs)
          .importPackages("io.fusebox");

  private static boolean isOurs(Location location) {
    return !location.contains("testkit");
  }

  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("io.fusebox..");

  @Test
  void everyClassWasFound() {
    for (String[] part : new String[][] {CORE, PLUGINS, LAUNCHER}) {
      for (String each : part) {
        classes()
            .that()
            .resideInAPackage(each)
            .should()
            .resideInAPackage("io.fusebox..")
            .allowEmptyShould(false)
            .check(CLASSES);
      }
    }
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
  void pluginsKnowCoreAndNothingElseOfOurs() {
    slices()
        .matching("io.fusebox.(encoder|strategy).(*)..")
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
  void theEngineKnowsNeitherTheLauncherNorAPlugin() {
    noClasses()
        .that(
            OURS.and(DescribedPredicate.not(resideInAnyPackage(LAUNCHER)))
                .and(DescribedPredicate.not(resideInAnyPackage(PLUGINS))))
        .should()
        .dependOnClassesThat(resideInAnyPackage(LAUNCHER).or(resideInAnyPackage(PLUGINS)))
        .check(CLASSES);
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

  @Test
  void onlyTheRuntimeKnowsThePytorchEngine() {
    noClasses()
        .that(resideInAnyPackage(CORE).or(resideInAnyPackage(PLUGINS)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl.pytorch..")
        .check(CLASSES);
  }

  /** Turkish has another small I, and what is compared, or names a file, is no text in Turkish. */
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
