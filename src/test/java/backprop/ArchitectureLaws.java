package backprop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

/// The laws of the architecture over the classes below one root package.
///
/// The root is a parameter so that a test can also hold them against classes that break them.
record ArchitectureLaws(String root) {
  private static final Set<String> THREAD_MAKERS = Set.of("training", "cli", "app");

  ArchRule everyPackageIsInTheTable() {
    return ArchRuleDefinition.classes()
        .should(
            condition(
                "live in a package of the table",
                (type, events) -> {
                  if (home(type).isEmpty() && !type.getPackageName().equals(root)) {
                    violated(events, type.getName() + " lives in no package of the table");
                  }
                }))
        .because("a newcomer guesses the file from one small table of packages");
  }

  ArchRule arrowsGoOnlyWhereTheTableSays() {
    return ArchRuleDefinition.classes()
        .should(
            condition(
                "use only packages that the table allows",
                (type, events) ->
                    home(type)
                        .ifPresent(
                            from ->
                                type.getDirectDependenciesFromSelf().stream()
                                    .filter(arrow -> forbidden(from, arrow))
                                    .forEach(arrow -> violated(events, arrow.getDescription())))))
        .because("three readers share the document and nothing else");
  }

  ArchRule coreKnowsNoToolkit() {
    return noClasses()
        .that(liveIn(Set.copyOf(PackageArrows.core())))
        .or(liveIn(Set.of("cli")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "javafx..",
            "com.sun.javafx..",
            "org.controlsfx..",
            "atlantafx..",
            "org.kordamp..",
            "org.jfree..",
            "javax.swing..")
        .because("the core runs without a window: in a command, a test, a training thread");
  }

  ArchRule onlyPicturesKnowJava2d() {
    return noClasses()
        .that(liveIn(Set.copyOf(PackageArrows.core())))
        .or(liveIn(Set.of("cli")))
        .and()
        .resideOutsideOfPackage(root + ".file.picture")
        .and()
        .doNotHaveFullyQualifiedName(root + ".data.Picture")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.imageio..", "org.openpdf..")
        .because(
            "pixels and fonts are the affair of those who write and read pictures (decision 71)");
  }

  ArchRule featuresDoNotKnowEachOther() {
    return ArchRuleDefinition.classes()
        .that(liveIn(PackageArrows.features()))
        .should(
            condition(
                "use no other feature",
                (type, events) ->
                    type.getDirectDependenciesFromSelf().stream()
                        .filter(arrow -> home(arrow.getTargetClass()).isPresent())
                        .filter(arrow -> isFeature(home(arrow.getTargetClass()).orElseThrow()))
                        .filter(arrow -> !home(arrow.getTargetClass()).equals(home(type)))
                        .forEach(arrow -> violated(events, arrow.getDescription()))))
        .because("a feature can be read, tested and replaced alone; only app knows them all");
  }

  ArchRule packagesFormNoCycle() {
    return slices()
        .matching(root + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("what leans on itself cannot be understood from one end");
  }

  ArchRule onlyFewPackagesMakeThreads() {
    return noClasses()
        .that(DescribedPredicate.not(liveIn(THREAD_MAKERS)))
        .and()
        .resideOutsideOfPackage(root)
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe("it makes a thread", ArchitectureLaws::makesThread))
        .orShould()
        .beAssignableTo(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("javafx.concurrent.Service")
        .because("who waits for what is decided in one place; others accept an executor");
  }

  private static boolean makesThread(JavaAccess<?> access) {
    var owner = access.getTargetOwner();
    var name = access.getTarget().getName();
    var makes =
        owner.isAssignableTo(Thread.class)
            && Set.of("<init>", "ofVirtual", "ofPlatform", "startVirtualThread").contains(name);
    var pool =
        owner.isEquivalentTo(Executors.class)
            || owner.isAssignableTo(ForkJoinPool.class)
            || (owner.isAssignableTo(ThreadPoolExecutor.class) && name.equals("<init>"))
            || owner.getName().equals("java.util.Timer");
    var commonPool =
        name.equals("parallelStream")
            || (name.equals("parallel") && owner.isAssignableTo(BaseStream.class))
            || (owner.isEquivalentTo(CompletableFuture.class)
                && name.endsWith("Async")
                && !takesExecutor(access));
    return makes || pool || commonPool;
  }

  private static boolean takesExecutor(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().stream()
            .anyMatch(type -> type.isEquivalentTo(Executor.class));
  }

  private static boolean isFeature(String name) {
    return PackageArrows.features().contains(name);
  }

  private boolean forbidden(String from, Dependency arrow) {
    var target = arrow.getTargetClass();
    if (target.getPackageName().equals(root)) {
      return true;
    }
    return home(target).filter(to -> !PackageArrows.reach(from).contains(to)).isPresent();
  }

  private Optional<String> home(JavaClass type) {
    var name = type.getPackageName();
    return name.startsWith(root + ".")
        ? PackageArrows.home(name.substring(root.length() + 1))
        : Optional.empty();
  }

  private DescribedPredicate<JavaClass> liveIn(Set<String> names) {
    return DescribedPredicate.describe(
        "live in " + String.join(", ", names),
        type -> home(type).filter(names::contains).isPresent());
  }

  /// Gives every law.
  Stream<ArchRule> all() {
    return Stream.of(
        everyPackageIsInTheTable(),
        arrowsGoOnlyWhereTheTableSays(),
        coreKnowsNoToolkit(),
        onlyPicturesKnowJava2d(),
        featuresDoNotKnowEachOther(),
        packagesFormNoCycle(),
        onlyFewPackagesMakeThreads());
  }

  private interface Check {
    void on(JavaClass type, ConditionEvents events);
  }

  private static ArchCondition<JavaClass> condition(String description, Check check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        check.on(type, events);
      }
    };
  }

  private static void violated(ConditionEvents events, String sentence) {
    events.add(SimpleConditionEvent.violated(sentence, sentence));
  }
}
