import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/// What a work's pom, or the parent that it inherits from, says about it.
///
/// @param name what people call it
/// @param url where it lives, empty if the pom does not say
record Pom(
    String group,
    String artifact,
    String version,
    String name,
    String url,
    List<Licence> licences) {
  /// A licence as the pom names it.
  record Licence(String name, String url) {}

  /// Reads the pom beside a jar of Maven's repository.
  static Pom of(Path jar) {
    var folder = jar.toAbsolutePath().getParent();
    var version = folder.getFileName().toString();
    var artifact = folder.getParent().getFileName().toString();
    var file = folder.resolve(artifact + "-" + version + ".pom");
    var chain = chain(file);
    var group = first(chain, "groupId");
    return new Pom(
        group,
        artifact,
        version,
        text(chain.getFirst(), "name").filter(name -> !name.contains("$")).orElse(artifact),
        chain.stream().flatMap(pom -> text(pom, "url").stream()).findFirst().orElse(""),
        chain.stream()
            .map(Pom::licences)
            .filter(some -> !some.isEmpty())
            .findFirst()
            .orElse(List.of()));
  }

  /// The pom and its parents, nearest first.
  private static List<Element> chain(Path file) {
    var chain = new ArrayList<Element>();
    var repository = file;
    for (var next = Optional.of(file); next.isPresent() && Files.exists(next.get()); ) {
      var pom = parse(next.get());
      chain.add(pom);
      if (chain.size() == 1) {
        var depth = first(chain, "groupId").split("\\.").length + 3;
        for (var i = 0; i < depth; i++) {
          repository = repository.getParent();
        }
      }
      var root = repository;
      next = child(pom, "parent").map(parent -> file(root, parent));
    }
    return chain;
  }

  private static Path file(Path repository, Element parent) {
    var artifact = text(parent, "artifactId").orElseThrow();
    var version = text(parent, "version").orElseThrow();
    return repository
        .resolve(text(parent, "groupId").orElseThrow().replace('.', '/'))
        .resolve(artifact)
        .resolve(version)
        .resolve(artifact + "-" + version + ".pom");
  }

  private static String first(List<Element> chain, String tag) {
    return chain.stream()
        .flatMap(
            pom ->
                text(pom, tag).or(() -> child(pom, "parent").flatMap(p -> text(p, tag))).stream())
        .findFirst()
        .orElseThrow(() -> new BuildFailure("A pom lacks its " + tag + "."));
  }

  private static List<Licence> licences(Element pom) {
    var found = new ArrayList<Licence>();
    child(pom, "licenses")
        .ifPresent(
            all -> {
              var nodes = all.getElementsByTagName("license");
              for (var i = 0; i < nodes.getLength(); i++) {
                var licence = (Element) nodes.item(i);
                found.add(
                    new Licence(text(licence, "name").orElse(""), text(licence, "url").orElse("")));
              }
            });
    return List.copyOf(found);
  }

  private static Optional<Element> child(Element parent, String tag) {
    var nodes = parent.getChildNodes();
    for (var i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element element && element.getTagName().equals(tag)) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(Element parent, String tag) {
    return child(parent, tag).map(element -> element.getTextContent().strip());
  }

  private static Element parse(Path file) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(file.toFile())
          .getDocumentElement();
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new BuildFailure(file + " cannot be read: " + e.getMessage());
    }
  }
}
