package backprop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the program's own classes to the laws of its architecture.
class ArchitectureTest {
  private static final Path SOURCES = Path.of("src", "main", "java");

  @TestFactory
  Stream<DynamicTest> theProgramKeepsEveryLaw() {
    var program = program();
    return new ArchitectureLaws("backprop")
        .all()
        .map(law -> law.allowEmptyShould(true))
        .map(law -> DynamicTest.dynamicTest(law.getDescription(), () -> law.check(program)));
  }

  @Test
  void theWholeProgramWasLookedAt() throws IOException {
    var seen =
        program().stream()
            .filter(type -> !type.isNestedClass() && !type.getName().endsWith("package-info"))
            .map(type -> type.getName().replace('.', '/') + ".java")
            .collect(Collectors.toSet());
    try (var files = Files.walk(SOURCES)) {
      var unseen =
          files
              .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
              .filter(name -> name.endsWith(".java") && !name.endsWith("-info.java"))
              .filter(name -> !seen.contains(name))
              .toList();
      assertEquals(List.of(), unseen, "sources without a class that the laws looked at");
    }
  }

  static Stream<Arguments> lawsAndWhoBreaksThem() {
    var laws = new ArchitectureLaws("lawbreaker");
    return Stream.of(
        Arguments.of(laws.everyPackageIsInTheTable(), "lawbreaker.elsewhere.Stray"),
        Arguments.of(laws.arrowsGoOnlyWhereTheTableSays(), "lawbreaker.tensor.LooksUp"),
        Arguments.of(laws.coreKnowsNoToolkit(), "lawbreaker.tensor.HoldsProperty"),
        Arguments.of(laws.onlyPicturesKnowJava2d(), "lawbreaker.tensor.PaintsPixels"),
        Arguments.of(laws.featuresDoNotKnowEachOther(), "lawbreaker.ui.draw.LooksAside"),
        Arguments.of(laws.packagesFormNoCycle(), "lawbreaker.tensor.LooksUp"),
        Arguments.of(laws.onlyFewPackagesMakeThreads(), "lawbreaker.op.StartsThread"),
        Arguments.of(laws.onlyFewPackagesMakeThreads(), "lawbreaker.op.BorrowsCommonPool"));
  }

  @ParameterizedTest
  @MethodSource("lawsAndWhoBreaksThem")
  void aBrokenLawIsSeen(ArchRule law, String breaker) {
    var lawbreakers = lawbreakers();
    var report = law.evaluate(lawbreakers).getFailureReport().toString();
    assertTrue(report.contains(breaker), report);
  }

  @Test
  void aLawLeavesTheInnocentAlone() {
    var lawbreakers = lawbreakers();
    var report =
        new ArchitectureLaws("lawbreaker")
            .onlyFewPackagesMakeThreads()
            .evaluate(lawbreakers)
            .getFailureReport()
            .toString();
    assertFalse(report.contains("LooksUp"), report);
    assertFalse(report.contains("UsesExecutorItWasGiven"), report);
  }

  @Test
  void everyPackageLeadsToItsCentralType() throws IOException {
    var packages = new TreeSet<Path>();
    try (var files = Files.walk(SOURCES)) {
      files
          .filter(file -> file.toString().endsWith(".java") && !SOURCES.equals(file.getParent()))
          .forEach(file -> packages.add(file.getParent()));
    }
    assertTrue(packages.size() > 5, packages::toString);
    for (var folder : packages) {
      var info = folder.resolve("package-info.java");
      assertTrue(Files.exists(info), () -> info + " is missing");
      var text = Files.readString(info);
      assertTrue(
          text.startsWith("///") && text.contains("["),
          () -> info + " should begin with /// and link its central type in [brackets]");
    }
  }

  private static JavaClasses program() {
    return new ClassFileImporter().importPath(Path.of("target", "classes"));
  }

  private static JavaClasses lawbreakers() {
    return new ClassFileImporter().importPath(Path.of("target", "test-classes", "lawbreaker"));
  }
}
