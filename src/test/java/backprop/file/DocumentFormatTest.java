package backprop.file;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.graph.Edit;
import backprop.graph.GraphDocument;
import backprop.graph.GroupId;
import backprop.graph.Groups;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.message.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `src/docs/formats.md` promises of documents, sentence by sentence.
class DocumentFormatTest {
  /// No file of a legal size may take longer; a second is promised, the rest is for a busy machine.
  private static final Duration SOON = Duration.ofSeconds(10);

  /// A document of format 1 with every kind of node and field, as it was written when there was
  /// nothing newer. It must be read for ever; do not change it.
  private static final String FORMAT_1 =
      """
      {
        "format": 1,
        "title": "모든 것",
        "output": "y",
        "loss": "L",
        "prediction": "p",
        "upstream": [[1, 0.1], ["NaN", "-0"]],
        "colour": {"of": ["teal", 2.50]},
        "nodes": [
          {"id": "x", "kind": "input", "name": "사과", "value": [[1, 2], [0.1, 1.0E-320]], "at": [110, 150.5]},
          {"id": "t", "kind": "input", "data": "label", "shape": ["N"]},
          {"id": "img", "kind": "input", "data": "image", "shape": ["N", 784]},
          {"id": "none", "kind": "constant", "value": {"shape": [0, 3]}},
          {"id": "far", "kind": "constant", "value": ["Infinity", "-Infinity"]},
          {"id": "W", "kind": "parameter", "name": "W", "shape": [2, 2], "init": {"kind": "normal", "deviation": 0.01, "seed": -9}, "note": null},
          {"id": "V", "kind": "parameter", "shape": [2, 2], "init": {"kind": "glorot", "seed": 1}},
          {"id": "U", "kind": "parameter", "shape": [2, 2], "init": {"kind": "he", "seed": 1, "cut": 2}},
          {"id": "b", "kind": "parameter", "shape": [2], "init": {"kind": "zeros"}},
          {"id": "c", "kind": "parameter", "shape": [2], "init": {"values": [1, 2]}},
          {"id": "y", "kind": "operation", "op": "affine", "inputs": ["x", "W", "b"]},
          {"id": "s", "kind": "operation", "op": "sum", "settings": {"axes": [0], "keepdims": true}, "inputs": ["y"]},
          {"id": "p", "kind": "operation", "name": "p", "op": "softmax", "inputs": ["s"]},
          {"id": "L", "kind": "operation", "op": "softmax_loss", "inputs": [null, "t"]}
        ],
        "groups": [
          {"id": "net", "name": "net", "nodes": ["s", "p"], "closed": true},
          {"id": "layer", "parent": "net", "nodes": ["W", "b", "y"], "hue": 3}
        ]
      }
      """;

  private static GraphDocument read(String text) {
    return DocumentFile.read(text.getBytes(StandardCharsets.UTF_8), "a.backprop");
  }

  private static String refused(String text) {
    FileException refused = assertThrows(FileException.class, () -> read(text));
    for (Language language : Language.values()) {
      String said = Messages.in(language).format(refused.sentence());
      assertTrue(said.contains("a.backprop") && !said.contains("file."), said);
    }
    return Messages.in(Language.ENGLISH).format(refused.sentence());
  }

  @Test
  void formatOneIsReadAndWrittenAgainLetterByLetter() {
    assertEquals(FORMAT_1, DocumentFile.text(read(FORMAT_1)));
    assertEquals(14, read(FORMAT_1).graph().nodeCount());
  }

  /// What format 2 added. It must be read for ever; do not change it.
  private static final String FORMAT_2 =
      """
      {
        "format": 2,
        "title": "",
        "nodes": [
          {"id": "x", "kind": "input", "data": "image", "shape": ["N", 784], "scaling": {"mean": 0.1306605, "deviation": 0.3081078}}
        ]
      }
      """;

  @Test
  void formatTwoIsReadAndWrittenAgainLetterByLetter() {
    assertEquals(FORMAT_2, DocumentFile.text(read(FORMAT_2)));
    assertEquals(
        new Node.Scaling(0.1306605, 0.3081078),
        ((Node.Input) read(FORMAT_2).graph().node(NodeId.of("x"))).source().scaling());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"mean\": 0.1}",
        "{\"mean\": 0.1, \"deviation\": 0}",
        "{\"mean\": \"NaN\", \"deviation\": 1}",
        "{\"mean\": 0.1, \"deviation\": 1, \"more\": 1}",
        "0.5"
      })
  void scalingThatIsNoneIsRefused(String scaling) {
    String text = FORMAT_2.replace("{\"mean\": 0.1306605, \"deviation\": 0.3081078}", scaling);
    assertTrue(refused(text).contains("x.scaling"), refused(text));
  }

  @Test
  void labelsAreNotScaled() {
    String label = FORMAT_2.replace("\"image\"", "\"label\"");
    assertTrue(refused(label).contains("x.scaling"), refused(label));
  }

  @Test
  void oneNodeIsOneLineOfADifference() {
    GraphDocument before = read(FORMAT_1);
    GraphDocument after = new Edit.Rename(NodeId.of("W"), "W1").applyTo(before).or(before);
    after = new Edit.SetClosed(GroupId.of("net"), false).applyTo(after).or(after);
    List<String> old = DocumentFile.text(before).lines().toList();
    List<String> now = new ArrayList<>(DocumentFile.text(after).lines().toList());
    now.removeAll(old);
    assertEquals(2, now.size(), now.toString());
  }

  @Test
  void whatIsNotKnownSurvivesEdits() {
    GraphDocument document = read(FORMAT_1);
    for (Edit edit :
        List.of(
            new Edit.Rename(NodeId.of("W"), "W1"),
            new Edit.RenameGroup(GroupId.of("layer"), "first"),
            new Edit.RemoveNodes(Set.of(NodeId.of("x"))),
            new Edit.MakeGroup(GroupId.of("g"), "g", Set.of(NodeId.of("t"), NodeId.of("L"))))) {
      document = edit.applyTo(document).or(document);
    }
    String text = DocumentFile.text(document);
    for (String field :
        List.of(
            "\"colour\": {\"of\": [\"teal\", 2.50]}",
            "\"note\": null",
            "\"cut\": 2",
            "\"hue\": 3")) {
      assertTrue(text.contains(field), field);
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0.1, 1 / 3.0, Double.MIN_VALUE, Double.MAX_VALUE, -0.0, 1e22, 1e23, 5e-324})
  void doublesAreExact(double number) {
    GraphDocument document = new backprop.graph.GraphBuilder().input("x", number).build();
    GraphDocument again = read(DocumentFile.text(document));
    assertEquals(
        Double.doubleToRawLongBits(number),
        Double.doubleToRawLongBits(
            Evaluator.trace(again, EvaluationContext.PLAIN)
                .values()
                .getOrDefault(NodeId.of("x"), backprop.tensor.Tensor.scalar(Double.NaN))
                .item()));
  }

  private static String withGroups(String groups) {
    return "{\"format\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"constant\", \"value\": 1}],"
        + " \"groups\": "
        + groups
        + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|groups is not a list of groups.",
        "[{}]|Its group number 1 has no id.",
        "[{\"id\": \" \"}]|Its group number 1 has no id.",
        "[{\"id\": \"g\", \"nodes\": [\"b\"]}]|groups.g.nodes: there is no node with the id \"b\".",
        "[{\"id\": \"g\", \"nodes\": [7]}]|groups.g.nodes is not a list of node ids.",
        "[{\"id\": \"g\", \"nodes\": \"a\"}]|groups.g.nodes is not a list of node ids.",
        "[{\"id\": \"g\", \"nodes\": []}]|groups.g.nodes: the group holds no node.",
        "[{\"id\": \"g\", \"nodes\": [\"a\"], \"closed\": 1}]|groups.g.closed is neither true nor"
            + " false.",
        "[{\"id\": \"g\", \"nodes\": [\"a\"], \"parent\": \"h\"}]|groups.g.parent: there is no"
            + " group with the id \"h\".",
        "[{\"id\": \"g\", \"nodes\": [\"a\"]}, {\"id\": \"h\", \"nodes\": [\"a\"]}]|groups.h.nodes:"
            + " the node \"a\" lies in a group already.",
        "[{\"id\": \"g\", \"nodes\": [\"a\"]}, {\"id\": \"g\", \"nodes\": [\"a\"]}]|"
            + "groups.g.nodes: the node \"a\" lies in a group already.",
        "[{\"id\": \"g\", \"nodes\": [\"a\"], \"parent\": \"g\"}]|Its groups lie in each other"
            + " deeper than 32, or one lies in itself.",
        "[{\"id\": \"g\", \"parent\": \"h\"}, {\"id\": \"h\", \"parent\": \"g\", \"nodes\":"
            + " [\"a\"]}]|Its groups lie in each other deeper than 32, or one lies in itself."
      })
  void groupsThatAreNoTreeAreRefusedWithThePlace(String groups, String sentence) {
    assertEquals("a.backprop was not opened. " + sentence, refused(withGroups(groups)));
  }

  @Test
  void theLimitsAreSaid() {
    String many =
        IntStream.rangeClosed(0, 100_000).mapToObj(i -> "0").collect(Collectors.joining(","));
    assertTrue(
        refused("{\"format\": 1, \"nodes\": [" + many + "]}")
            .contains("It has 100,001 nodes, and at most 100,000 are read."));
    assertTrue(refused(withGroups("[" + many + "]")).contains("100,001 groups"));
    byte[] large = new byte[DocumentFile.MOST_BYTES + 1];
    FileException tooLarge =
        assertThrows(
            FileException.class,
            () -> DocumentFile.read(new java.io.ByteArrayInputStream(large), "a.backprop"));
    assertTrue(Messages.in(Language.ENGLISH).format(tooLarge.sentence()).contains("32"));
    String longName = "x".repeat(1_001);
    assertTrue(
        refused(
                "{\"format\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"constant\", \"value\": 1,"
                    + " \"name\": \""
                    + longName
                    + "\"}]}")
            .contains("a.name"));
    for (String number : new String[] {"-37.043651e99954485484", "1e99999999999"}) {
      assertTrue(
          refused("{\"format\": 1, \"nodes\": [], \"x\": " + number + "}").contains("exponent"),
          number);
    }
    String digits = "1".repeat(401);
    refused("{\"format\": 1, \"nodes\": [], \"x\": " + digits + "}");
  }

  /// The largest and most tangled files that are legal, and some that are not quite.
  @Test
  void hostileFilesAreReadOrRefusedSoon() {
    int nodes = 20_000;
    StringBuilder chain = new StringBuilder("{\"format\": 1, \"nodes\": [");
    for (int i = 0; i < nodes; i++) {
      chain.append(i == 0 ? "" : ",").append("{\"id\":\"n").append(i).append("\",\"kind\":");
      chain.append(
          i == 0
              ? "\"input\",\"value\":1}"
              : "\"operation\",\"op\":\"exp\",\"inputs\":[\"n" + (i - 1) + "\"]}");
    }
    StringBuilder groups = new StringBuilder("],\"groups\":[");
    for (int g = 0; g < nodes; g++) {
      groups.append(g == 0 ? "" : ",").append("{\"id\":\"g").append(g).append("\",");
      if (g % Groups.DEEPEST > 0) {
        groups.append("\"parent\":\"g").append(g - 1).append("\",");
      }
      groups.append("\"nodes\":[\"n").append(g).append("\"]}");
    }
    String whole = chain.append(groups).append("]}").toString();
    GraphDocument document = assertTimeout(SOON, () -> read(whole));
    assertEquals(nodes, document.groups().all().size());
    String text = assertTimeout(SOON, () -> DocumentFile.text(document));
    assertEquals(document, assertTimeout(SOON, () -> read(text)));
    String ring =
        IntStream.range(0, nodes)
            .mapToObj(
                g -> "{\"id\":\"g" + g + "\",\"parent\":\"g" + (g + 1) % nodes + "\",\"nodes\":[]}")
            .collect(Collectors.joining(","));
    assertTimeout(SOON, () -> refused(withGroups("[" + ring + "]")));
    String zeros = "0,".repeat(8_000_000);
    assertTimeout(
        SOON,
        () ->
            assertDoesNotThrow(
                () ->
                    read(
                        "{\"format\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"constant\","
                            + " \"value\": ["
                            + zeros
                            + "0]}]}")));
    String brackets = "[".repeat(60) + "],[".repeat(5_000_000);
    assertTimeout(SOON, () -> refused("{\"format\": 1, \"nodes\": [], \"x\": " + brackets + "}"));
    String shape = "[" + "2147483647,".repeat(60) + "2]";
    assertTimeout(
        SOON,
        () ->
            refused(
                "{\"format\": 1, \"nodes\": [{\"id\": \"a\", \"kind\": \"constant\", \"value\":"
                    + " {\"shape\": "
                    + shape
                    + "}}]}"));
  }
}
