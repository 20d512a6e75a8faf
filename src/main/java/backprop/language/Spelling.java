package backprop.language;

import backprop.op.BadSetting;
import backprop.op.Op;
import backprop.op.OpType;
import backprop.op.Ops;
import backprop.op.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// How operations are written as functions, read from their rows in [Ops].
///
/// An operation is written as its name, and read by that or by any of its aliases that is a word. A
/// setting that says how many inputs there are (a convolution's bias) is not written: the arguments
/// say it.
final class Spelling {
  /// Names that differ from those in files.
  private static final Map<String, String> SPELLED = Map.of("negate", "neg", "amax", "max");

  /// What a function is along axes, or of one argument.
  private static final Map<String, String> ALONG_AXES = Map.of("max", "amax");

  private static final Map<String, OpType> BY_WORD = words();
  private static final Map<String, Optional<Setting>> PORT_SETTINGS = new HashMap<>();

  static {
    Ops.all().forEach(type -> PORT_SETTINGS.put(type.name(), findPortSetting(type)));
  }

  private Spelling() {}

  private static Map<String, OpType> words() {
    Map<String, OpType> words = new HashMap<>();
    Ops.all().forEach(type -> words.put(type.name(), type));
    for (OpType type : Ops.all()) {
      for (String alias : type.aliases()) {
        if (alias.length() > 1 && Lexer.isPlainName(alias)) {
          words.putIfAbsent(alias, type);
        }
      }
    }
    return Collections.unmodifiableMap(words);
  }

  /// The setting whose change changes how many inputs there are.
  private static Optional<Setting> findPortSetting(OpType type) {
    int ports = type.create().ports().size();
    for (Setting setting : type.settings()) {
      Object other =
          setting.initial() instanceof Boolean flag
              ? (Object) !flag
              : setting.initial() instanceof Integer whole ? (Object) (whole + 1) : null;
      if (other == null) {
        continue;
      }
      try {
        if (type.create(Map.of(setting.name(), other)).ports().size() != ports) {
          return Optional.of(setting);
        }
      } catch (BadSetting _) {
        // This value alone is not legal; the setting says nothing about ports.
      }
    }
    return Optional.empty();
  }

  /// The function that an operation is written as.
  static String function(Op op) {
    return SPELLED.getOrDefault(op.name(), op.name());
  }

  /// The row that a call means.
  ///
  /// @param arguments how many arguments it has
  /// @param settings the settings that are written
  static Optional<OpType> find(String function, int arguments, List<String> settings) {
    OpType type = BY_WORD.get(function);
    if (type == null) {
      return Optional.empty();
    }
    String along = ALONG_AXES.get(type.name());
    boolean axes = arguments == 1 || !settings.isEmpty();
    return along != null && axes ? Ops.find(along) : Optional.of(type);
  }

  /// The settings that an operation is written with, as they are spelled.
  static Map<String, Object> written(Op op) {
    OpType type = Ops.type(op);
    Map<String, Object> usual = Ops.settings(type.create());
    Optional<Setting> ports = PORT_SETTINGS.getOrDefault(op.name(), Optional.empty());
    Map<String, Object> written = new LinkedHashMap<>();
    Ops.settings(op)
        .forEach(
            (name, value) -> {
              boolean said = ports.map(setting -> setting.name().equals(name)).orElse(false);
              if (!said && !value.equals(usual.get(name))) {
                if (name.equals("axes") && value instanceof List<?> axes && axes.size() == 1) {
                  written.put("axis", axes.getFirst());
                } else {
                  written.put(name.equals("keepdims") ? "keep" : name, value);
                }
              }
            });
    return written;
  }

  /// The setting that a spelled name means.
  static Optional<Setting> setting(OpType type, String spelled) {
    String other =
        switch (spelled) {
          case "axis" -> "axes";
          case "axes" -> "axis";
          case "keep" -> "keepdims";
          default -> spelled;
        };
    return type.settings().stream()
        .filter(setting -> setting.name().equals(spelled))
        .findFirst()
        .or(
            () ->
                type.settings().stream()
                    .filter(setting -> setting.name().equals(other))
                    .findFirst());
  }

  /// The setting's value as files have it: whole numbers as such, a single axis as a list.
  static Object value(Setting setting, Object value) {
    Object plain = whole(value);
    return switch (setting) {
      case Setting.AxisList _, Setting.Lengths _ ->
          plain instanceof List<?> ? plain : List.of(plain);
      case Setting.Whole _, Setting.Real _, Setting.Flag _, Setting.Padding _ -> plain;
    };
  }

  private static Object whole(Object value) {
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    if (value instanceof List<?> list) {
      List<Object> wholes = new ArrayList<>();
      list.forEach(item -> wholes.add(whole(item)));
      return wholes;
    }
    return value;
  }

  /// The operation with these settings that takes so many arguments, if there is one.
  ///
  /// @throws BadSetting if a setting is not legal
  static Optional<Op> create(OpType type, Map<String, Object> settings, int arguments) {
    Op op = type.create(settings);
    if (op.ports().size() == arguments) {
      return Optional.of(op);
    }
    Optional<Setting> ports = PORT_SETTINGS.getOrDefault(type.name(), Optional.empty());
    if (ports.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> more = new HashMap<>(settings);
    more.put(ports.get().name(), ports.get().initial() instanceof Boolean flag ? !flag : arguments);
    try {
      return Optional.of(type.create(more)).filter(made -> made.ports().size() == arguments);
    } catch (BadSetting _) {
      return Optional.empty();
    }
  }

  /// How many arguments a function takes, as a person is told: `2` or `2–3`.
  static String arguments(OpType type) {
    TreeSet<Integer> counts = new TreeSet<>();
    for (int count = 0; count <= 4; count++) {
      if (create(type, Map.of(), count).isPresent()) {
        counts.add(count);
      }
    }
    return counts.size() <= 1
        ? String.valueOf(type.create().ports().size())
        : counts.first() + "–" + counts.last();
  }

  /// The functions there are, as they are written.
  static List<String> functions() {
    return Ops.all().stream()
        .map(type -> SPELLED.getOrDefault(type.name(), type.name()))
        .distinct()
        .toList();
  }

  /// The known function that is nearest to a misspelled one, if one is near.
  static Optional<String> nearest(String function) {
    return BY_WORD.keySet().stream()
        .filter(word -> distance(word, function) <= Math.max(1, function.length() / 3))
        .min(
            Comparator.comparingInt((String word) -> distance(word, function))
                .thenComparing(word -> word));
  }

  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 3) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
