package backprop.op;

import backprop.message.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// One row of the table of operations: what a palette offers and a file names.
///
/// @param name the name in files, formulas and message keys
/// @param category the palette group
/// @param settings the settings an operation of this kind has, in order
/// @param aliases other spellings that a search finds in every language: `*`, `@`, `np.dot`
/// @param maker makes the operation from a legal value for each setting
public record OpType(
    String name,
    Category category,
    List<Setting> settings,
    List<String> aliases,
    Function<SettingValues, Op> maker) {
  public OpType {
    settings = List.copyOf(settings);
    aliases = List.copyOf(aliases);
  }

  /// The operation as a palette makes it.
  public Op create() {
    return create(Map.of());
  }

  /// The operation with these settings, and the initial value for those that are missing.
  ///
  /// @throws BadSetting with a sentence for the person if one is unknown or not legal
  public Op create(Map<String, ?> values) {
    Map<String, Object> legal = new LinkedHashMap<>();
    for (Setting setting : settings) {
      Object value = values.get(setting.name());
      legal.put(setting.name(), value == null ? setting.initial() : setting.read(name, value));
    }
    for (String given : values.keySet()) {
      if (!legal.containsKey(given)) {
        throw new BadSetting(Message.of("op.setting.unknown", name, given));
      }
    }
    return maker.apply(new SettingValues(legal));
  }
}
