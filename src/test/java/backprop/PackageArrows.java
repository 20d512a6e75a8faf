package backprop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The table of the architecture: each package with the packages that it may use.
///
/// An arrow also reaches what its target may use, because a type of `graph` shows types of `op` and
/// `tensor`. A package below one of the table (`app.tour` below `app`) counts as that one.
final class PackageArrows {
  private static final List<String> CORE =
      List.of(
          "message",
          "tensor",
          "formula",
          "op",
          "graph",
          "layout",
          "autodiff",
          "figure",
          "language",
          "network",
          "data",
          "training",
          "file");
  private static final Set<String> FEATURES =
      Set.of("ui.graph", "ui.network", "ui.training", "ui.draw", "ui.convolution", "ui.learn");

  private static final Map<String, Set<String>> DIRECT = direct();

  private PackageArrows() {}

  private static Map<String, Set<String>> direct() {
    var table = new TreeMap<String, Set<String>>();
    table.put("message", Set.of());
    table.put("tensor", Set.of());
    table.put("formula", Set.of());
    table.put("op", Set.of("tensor", "formula"));
    table.put("graph", Set.of("op", "tensor", "formula"));
    table.put("layout", Set.of("graph"));
    table.put("autodiff", Set.of("graph", "op", "formula", "tensor"));
    table.put("figure", Set.of("autodiff", "layout"));
    table.put("language", Set.of("graph", "op", "formula", "tensor"));
    table.put("network", Set.of("graph", "op", "tensor"));
    table.put("data", Set.of("tensor"));
    table.put("training", Set.of("network", "data", "graph"));
    table.put("file", without(Set.copyOf(CORE), "file"));
    table.put("cli", Set.copyOf(CORE));
    table.put("ui.common", Set.copyOf(CORE));
    FEATURES.forEach(feature -> table.put(feature, with(Set.copyOf(CORE), "ui.common")));
    table.put("app", Set.copyOf(table.keySet()));
    return table;
  }

  static List<String> core() {
    return CORE;
  }

  static Set<String> features() {
    return FEATURES;
  }

  static Set<String> all() {
    return DIRECT.keySet();
  }

  /// Gives the package of the table that a package name, relative to the root, belongs to.
  static Optional<String> home(String relativeName) {
    return DIRECT.keySet().stream()
        .filter(name -> relativeName.equals(name) || relativeName.startsWith(name + "."))
        .findFirst();
  }

  /// Gives every package that the named one may use, itself and `message` included.
  static Set<String> reach(String name) {
    var reached = new TreeSet<String>();
    collect(name, reached);
    reached.add("message");
    return reached;
  }

  private static void collect(String name, Set<String> reached) {
    if (reached.add(name)) {
      DIRECT.getOrDefault(name, Set.of()).forEach(next -> collect(next, reached));
    }
  }

  private static Set<String> with(Set<String> names, String more) {
    var all = new TreeSet<>(names);
    all.add(more);
    return all;
  }

  private static Set<String> without(Set<String> names, String less) {
    var all = new TreeSet<>(names);
    all.remove(less);
    return all;
  }
}
