package backprop.ui.graph;

import backprop.message.Language;
import backprop.message.Message;
import backprop.message.Messages;
import backprop.op.Category;
import backprop.op.OpTexts;
import backprop.op.OpType;
import backprop.op.Ops;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Something that can be added to the graph: what it is called, its icon, how it is found.
///
/// @param group the heading it stands under
/// @param icon one to three letters
/// @param words what a search finds it by, in both languages
public record NodeOffer(
    NodeTemplate template, Message group, Message name, String icon, List<String> words) {

  /// What the icons of the palette show where the sign on the disc is not the best.
  private static final Map<String, String> ICONS =
      Map.ofEntries(
          Map.entry("pow", "xⁿ"),
          Map.entry("exp", "eˣ"),
          Map.entry("log", "ln"),
          Map.entry("sqrt", "√"),
          Map.entry("negate", "−x"),
          Map.entry("reciprocal", "1/x"),
          Map.entry("tanh", "th"),
          Map.entry("abs", "|x|"),
          Map.entry("mask", "x>0"),
          Map.entry("identity", "id"),
          Map.entry("affine", "xW"),
          Map.entry("softmax_loss", "SL"),
          Map.entry("cross_entropy", "CE"),
          Map.entry("dropout", "Dr"),
          Map.entry("relu", "⌐"),
          Map.entry("softmax", "S"),
          Map.entry("reshape", "▭"),
          Map.entry("flatten", "—"),
          Map.entry("conv1d", "C1"),
          Map.entry("conv2d", "C2"),
          Map.entry("leaky_relu", "∠"),
          Map.entry("binary_cross_entropy", "BC"),
          Map.entry("mean_squared_error", "d²"),
          Map.entry("sum_squared_error", "½d²"),
          Map.entry("batch_norm", "BN"),
          Map.entry("argmax", "arg"),
          Map.entry("concat", "[ ]"),
          Map.entry("pad", "▣"),
          Map.entry("one_hot", "01"),
          Map.entry("max_pool2d", "M2"),
          Map.entry("avg_pool2d", "A2"));

  private static final Message VALUES = Message.of("ui-graph.palette.values");

  /// Everything there is, in the order of the palette.
  public static List<NodeOffer> all() {
    List<NodeOffer> offers = new ArrayList<>();
    offers.add(value(new NodeTemplate.Input(), "input", "x"));
    offers.add(value(new NodeTemplate.Constant(), "constant", "c"));
    offers.add(value(new NodeTemplate.Parameter(), "parameter", "W"));
    for (Category category : Category.values()) {
      for (OpType type : Ops.in(category)) {
        String sign = type.create().sign();
        String icon =
            ICONS.getOrDefault(type.name(), sign.length() > 3 ? sign.substring(0, 2) : sign);
        offers.add(
            new NodeOffer(
                new NodeTemplate.Operation(type),
                category.title(),
                OpTexts.name(type),
                icon,
                OpTexts.searchWords(type)));
      }
    }
    return List.copyOf(offers);
  }

  private static NodeOffer value(NodeTemplate template, String key, String icon) {
    Message name = Message.of("ui-graph.palette." + key);
    List<String> words = new ArrayList<>(List.of(key, icon));
    for (Language language : Language.values()) {
      Messages texts = Messages.in(language);
      words.add(texts.format(name));
      words.addAll(List.of(texts.format("ui-graph.palette." + key + ".search").split(",")));
    }
    return new NodeOffer(template, VALUES, name, icon, List.copyOf(words));
  }

  /// The offers that fit what was typed, the best first.
  public static List<NodeOffer> search(List<NodeOffer> offers, String typed) {
    return offers.stream()
        .filter(offer -> offer.rank(typed) > 0)
        .sorted(Comparator.comparingInt((NodeOffer offer) -> offer.rank(typed)).reversed())
        .toList();
  }

  private int rank(String typed) {
    return words.stream().mapToInt(word -> Hangul.rank(word, typed)).max().orElse(0);
  }
}
