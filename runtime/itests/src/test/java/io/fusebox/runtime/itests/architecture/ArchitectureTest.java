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
    "io.fusebox.api.endpoint..",
    "io.fusebox.api.data..",
    "io.fusebox.api.fusion..",
    "io.fusebox.toolkit.image..",
    "io.fusebox.toolkit.media..",
    "io.fusebox.toolkit.generation..",
    "io.fusebox.api.plugin..",
    "io.fusebox.api.reference..",
    "io.fusebox.toolkit.safetensors..",
    "io.fusebox.toolkit.speech..",
    "io.fusebox.api.task",
    "io.fusebox.toolkit.tensor..",
    "io.fusebox.toolkit.text.."
  };
  private static final String[] PLUGINS = {
    "io.fusebox.api.encoder.*..", "io.fusebox.strategy.*..", "io.fusebox.examples.*.."
  };
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
  void every_class_was_found() {
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
  void core_knows_nothing_above_it() {
    classes()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(CORE).or(DescribedPredicate.not(OURS)))
        .check(CLASSES);
  }

  @Test
  void plugins_know_core_and_nothing_else_of_ours() {
    slices()
        .matching("io.fusebox.(encoder|strategy|examples).(*)..")
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
  void the_engine_knows_neither_the_launcher_nor_a_plugin() {
    noClasses()
        .that(
            OURS.and(DescribedPredicate.not(resideInAnyPackage(LAUNCHER)))
                .and(DescribedPredicate.not(resideInAnyPackage(PLUGINS))))
        .should()
        .dependOnClassesThat(resideInAnyPackage(LAUNCHER).or(resideInAnyPackage(PLUGINS)))
        .check(CLASSES);
  }

  @Test
  void only_the_host_knows_felix() {
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
  void only_a_part_of_its_own_knows_ffmpeg() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.fusebox.runtime.ffmpeg..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..", "io.fusebox.runtime.ffmpeg..")
        .check(CLASSES);
  }

  @Test
  void ffmpeg_knows_core_alone() {
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
  void only_the_runtime_knows_the_pytorch_engine() {
    noClasses()
        .that(resideInAnyPackage(CORE).or(resideInAnyPackage(PLUGINS)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl.pytorch..")
        .check(CLASSES);
  }

  /** Turkish has another small I, and what is compared, or names a file, is no text in Turkish. */
  @Test
  void no_case_is_changed_as_the_users_language_has_it() {
    noClasses().should().callMethod(String.class, "toLowerCase").check(CLASSES);
    noClasses().should().callMethod(String.class, "toUpperCase").check(CLASSES);
  }

  /** The JVM may be another program's; Felix alone needs another locale, while it starts. */
  @Test
  void only_the_start_of_fusebox_and_of_felix_set_a_locale() {
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
  void no_number_is_multiplied_divided_or_raised_where_a_gradient_could_flow() {
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
