package backprop.file.code;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The classes and functions that a program takes along, from `assets/code`: one file each, in the
/// folder of its library or in `common`, which says in its first line what it needs itself (`#
/// needs softmax, one_hot`).
final class Parts {
  private static final String FOLDER = "/backprop/assets/code/";
  private static final String NEEDS = "# needs ";
  private static final String IMPORT = "import ";

  private final List<String> folders;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Boolean> imports = new LinkedHashMap<>();

  /// @param folders the folders in `assets/code` in which a part is looked for, the first first
  Parts(String... folders) {
    this.folders = List.of(folders);
  }

  /// Takes a part along, after all that it needs.
  void add(String name) {
    if (texts.containsKey(name)) {
      return;
    }
    String text = read(name);
    if (text.startsWith(NEEDS)) {
      int end = text.indexOf('\n');
      for (String needed : text.substring(NEEDS.length(), end).split(", ")) {
        if (needed.startsWith(IMPORT)) {
          imports.put(needed, true);
        } else {
          add(needed);
        }
      }
      text = text.substring(end + 1);
    }
    texts.put(name, text.strip());
  }

  /// The import lines that the parts need.
  String imports() {
    return imports.keySet().stream()
        .sorted()
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /// The parts, each after what it needs, with two empty lines after each.
  String text() {
    return texts.values().stream().map(part -> part + "\n\n\n").collect(Collectors.joining());
  }

  /// A class name that is none of theirs: the name, or longer.
  String free(String name) {
    boolean taken =
        texts.values().stream()
            .anyMatch(
                part ->
                    part.lines().anyMatch(line -> line.matches("(class|def) " + name + "\\b.*")));
    return taken ? free(name + "Graph") : name;
  }

  private String read(String name) {
    String path = name + ".py";
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped part " + path + " cannot be read", e);
    }
  }

  private InputStream open(String path) throws IOException {
    for (String folder : folders) {
      InputStream found = Parts.class.getResourceAsStream(FOLDER + folder + "/" + path);
      if (found != null) {
        return found;
      }
    }
    throw new FileNotFoundException(folders + "/" + path);
  }
}
