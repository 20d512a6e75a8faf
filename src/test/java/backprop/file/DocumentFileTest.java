package backprop.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.Group;
import backprop.graph.GroupId;
import backprop.graph.Groups;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.graph.Roles;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.op.ElementWise;
import backprop.op.Op;
import backprop.op.OpType;
import backprop.op.Ops;
import backprop.op.Setting;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentFileTest {
  @TempDir Path folder;

  private static GraphDocument read(String text) {
    return DocumentFile.read(text.getBytes(StandardCharsets.UTF_8), "a.backprop");
  }

  private static String sentence(FileException e) {
    return Messages.in(Language.ENGLISH).format(e.sentence());
  }

  /// A document with everything a file can hold, drawn from a seed.
  static GraphDocument random(long seed) {
    Random random = new Random(seed);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    Map<NodeId, Point> places = new HashMap<>();
    int count = 1 + random.nextInt(30);
    for (int i = 0; i < count; i++) {
      NodeId id = NodeId.of("n" + i);
      String name = random.nextBoolean() ? "" : "이름 \"" + i + "\"\n";
      nodes.add(
          switch (random.nextInt(5)) {
            case 0 -> new Node.Input(id, name, new Node.Source.Given(tensor(random)));
            case 1 ->
                new Node.Input(
                    id, name, new Node.Source.Data(Node.Source.Column.LABEL, Shape.of(Shape.N, 3)));
            case 2 -> new Node.Constant(id, name, tensor(random));
            case 3 -> parameter(id, name, random);
            default -> new Node.Operation(id, name, op(random));
          });
      if (nodes.getLast() instanceof Node.Operation(_, _, Op op)) {
        for (int port = 0; port < op.ports().size() && i > 0; port++) {
          if (random.nextInt(4) > 0) {
            edges.add(new Edge(NodeId.of("n" + random.nextInt(i)), id, port));
          }
        }
      }
      if (random.nextBoolean()) {
        places.put(id, new Point(random.nextGaussian() * 100, random.nextInt(500)));
      }
    }
    Optional<NodeId> some = Optional.of(NodeId.of("n" + random.nextInt(count)));
    return new GraphDocument(
            "제목 " + seed,
            new Graph(nodes, edges),
            places,
            new Roles(
                some,
                random.nextBoolean() ? some : Optional.empty(),
                random.nextBoolean() ? some : Optional.empty(),
                random.nextBoolean() ? Optional.of(tensor(random)) : Optional.empty()))
        .withGroups(groups(count, random));
  }

  private static Groups groups(int nodes, Random random) {
    List<Group> groups = new ArrayList<>();
    int count = random.nextInt(4);
    for (int g = 0; g < count && g < nodes; g++) {
      Set<NodeId> members = new HashSet<>(Set.of(NodeId.of("n" + g)));
      for (int i = count; i < nodes; i++) {
        if (i % (count + 2) == g) {
          members.add(NodeId.of("n" + i));
        }
      }
      Optional<GroupId> parent =
          g > 0 && random.nextBoolean()
              ? Optional.of(GroupId.of("g" + random.nextInt(g)))
              : Optional.empty();
      String name = random.nextBoolean() ? "" : "묶음 " + g;
      groups.add(new Group(GroupId.of("g" + g), name, parent, members, random.nextBoolean()));
    }
    return new Groups(groups);
  }

  private static Node.Parameter parameter(NodeId id, String name, Random random) {
    Shape shape = Shape.of(1 + random.nextInt(3), 1 + random.nextInt(3));
    Node.Init init =
        switch (random.nextInt(5)) {
          case 0 -> new Node.Init.Normal(random.nextDouble(), random.nextLong());
          case 1 -> new Node.Init.Glorot(random.nextLong());
          case 2 -> new Node.Init.He(random.nextLong());
          case 3 -> new Node.Init.Zeros();
          default -> new Node.Init.Given(Tensor.generate(shape, i -> random.nextGaussian()));
        };
    return new Node.Parameter(id, name, shape, init);
  }

  private static Op op(Random random) {
    List<OpType> all = Ops.all();
    return all.get(random.nextInt(all.size())).create();
  }

  private static Tensor tensor(Random random) {
    int[] dims = new int[random.nextInt(4)];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(3);
    }
    double[] special = {
      0.1, -0.0, 0, 1e300, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, 1 / 3.0, -7, 1e15
    };
    return Tensor.generate(Shape.of(dims), i -> special[random.nextInt(special.length)]);
  }

  @Test
  void everythingSurvivesARoundTrip() {
    for (int seed = 0; seed < 500; seed++) {
      GraphDocument document = random(seed);
      String text = DocumentFile.text(document);
      GraphDocument again = read(text);
      assertEquals(document, again, "seed " + seed);
      assertEquals(text, DocumentFile.text(again));
    }
  }

  @Test
  void everyOperationWithItsSettingsSurvives() {
    int checked = 0;
    int settings = 0;
    for (OpType type : Ops.all()) {
      assertSurvives(type.create());
      checked++;
      for (Setting setting : type.settings()) {
        Op other = type.create(Map.of(setting.name(), otherValue(setting)));
        assertNotEquals(type.create(), other);
        assertSurvives(other);
        settings++;
      }
    }
    assertTrue(checked >= 40, "operations checked: " + checked);
    assertTrue(settings >= 30, "settings checked: " + settings);
  }

  private static void assertSurvives(Op op) {
    GraphDocument document = new GraphBuilder().op("o", "", op).build();
    assertEquals(document, read(DocumentFile.text(document)), op::toString);
  }

  private static Object otherValue(Setting setting) {
    return switch (setting) {
      case Setting.Flag(_, Boolean initial) -> !initial;
      case Setting.Whole(_, Integer initial, _) -> initial + 1;
      case Setting.Padding _ -> "same";
      case Setting.Real(_, Double initial, double least, _, double most) ->
          initial == most ? (least + most) / 3 : (initial + most) / 2;
      case Setting.AxisList _ -> List.of(1, 0);
      case Setting.Lengths _ -> List.of(-1, 3);
    };
  }

  @Test
  void theFileIsReadableLineByLine() {
    GraphDocument document =
        new GraphBuilder()
            .input("apple", 100)
            .constant("c", -1)
            .op("mul1", "total", new ElementWise(Functions.MUL), "apple", "c")
            .build("mul1")
            .withTitle("사과")
            .withPlaces(Map.of(NodeId.of("apple"), new Point(110, 150.5)));
    assertEquals(
        """
        {
          "format": 1,
          "title": "사과",
          "output": "mul1",
          "nodes": [
            {"id": "apple", "kind": "input", "name": "apple", "value": 100, "at": [110, 150.5]},
            {"id": "c", "kind": "constant", "value": -1},
            {"id": "mul1", "kind": "operation", "name": "total", "op": "mul", "inputs": ["apple", "c"]}
          ]
        }
        """,
        DocumentFile.text(document));
  }

  @Test
  void unknownFieldsSurviveARoundTrip() {
    String text =
        """
        {
          "format": 1,
          "title": "",
          "lesson": {"steps": [1, 2.50], "big": 123456789012345678901234567890},
          "nodes": [
            {"id": "w", "kind": "parameter", "shape": [2], "init": {"values": [1, 2], "trim": 1e400}, "colour": "teal"}
          ]
        }
        """;
    GraphDocument document = read(text);
    assertEquals(text, DocumentFile.text(document).replace("1E+400", "1e400"));
    GraphDocument edited =
        new backprop.graph.Edit.Rename(NodeId.of("w"), "W").applyTo(document).or(document);
    assertTrue(DocumentFile.text(edited).contains("\"colour\": \"teal\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|a.backprop is empty and was not opened.",
        "{\"format\": 1,|a.backprop is broken at line 1, column 14, and was not opened. Mend that"
            + " place in a text editor, or open a copy.",
        "[]|a.backprop was not opened. It is not a document of this program: it does not say"
            + " which format it has.",
        "{\"format\": 3, \"nodes\": []}|a.backprop was not opened. It has format 3, and this"
            + " version reads up to 2. Open it with a newer version of the program.",
        "{\"format\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"operation\", \"op\": \"frob\"}]}|"
            + "a.backprop was not opened. a.op: there is no operation called \"frob\" in this"
            + " version.",
        "{\"format\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"constant\", \"value\": 1e999}]}|"
            + "a.backprop was not opened. a.value holds a number beyond what float64 can hold.",
        "{\"format\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"constant\", \"value\":"
            + " [[1], [2, 3]]}]}|a.backprop was not opened. a.value: its rows are not equally"
            + " long.",
        "{\"format\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"operation\", \"op\": \"exp\","
            + " \"inputs\": [\"b\"]}]}|a.backprop was not opened. a.inputs: there is no node with"
            + " the id \"b\".",
        "{\"format\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"operation\", \"op\": \"exp\","
            + " \"inputs\": [\"a\"]}]}|a.backprop was not opened. Its edges close a circle, so"
            + " that some values would be made from themselves."
      })
  void whatIsWrongIsSaidInOneSentenceThatNamesThePlace(String text, String sentence) {
    FileException refused = assertThrows(FileException.class, () -> read(text));
    assertEquals(sentence, sentence(refused));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 5_000, 1_000_000})
  void deepNestingIsRefusedWithoutHarm(int depth) {
    String deep = "{\"format\": 1, \"nodes\": [], \"x\": " + "[".repeat(depth);
    assertThrows(FileException.class, () -> read(deep));
  }

  @Test
  void missingFilesAndFoldersAreNamed() {
    FileException missing =
        assertThrows(FileException.class, () -> DocumentFile.read(folder.resolve("no.backprop")));
    assertEquals("no.backprop was not opened. It is not there.", sentence(missing));
    assertThrows(FileException.class, () -> DocumentFile.read(folder));
  }

  @Test
  void writingReplacesTheFileAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("sub/한글 이름.backprop");
    DocumentFile.write(random(1), file);
    DocumentFile.write(random(2), file);
    assertEquals(random(2), DocumentFile.read(file));
    try (var files = Files.list(folder.resolve("sub"))) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void whatCannotBeWrittenLeavesTheOldFileWhole() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "old");
    FileException refused =
        assertThrows(
            FileException.class,
            () -> DocumentFile.write(random(1), file.resolve("below.backprop")));
    assertTrue(sentence(refused).contains("below.backprop was not written."), sentence(refused));
    assertEquals("old", Files.readString(file));
  }
}
