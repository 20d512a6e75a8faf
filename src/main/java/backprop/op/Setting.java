package backprop.op;

import backprop.message.Message;
import java.util.ArrayList;
import java.util.List;

/// One setting of an operation: its name in files, what it begins as, and which values are legal.
///
/// Values are plain: `Integer`, `Double`, `Boolean`, `String` and `List<Integer>`, so that any file
/// format can carry them.
public sealed interface Setting {
  /// The name in files.
  String name();

  /// The value a new operation begins with.
  Object initial();

  /// The legal form of a value, as files and fields give it.
  ///
  /// @throws BadSetting with a sentence for the person if it is not legal
  Object read(String op, Object value);

  /// The label of the field.
  default Message label() {
    return Message.of("op.label." + name());
  }

  /// A whole number that is not below `least`.
  record Whole(String name, Integer initial, int least) implements Setting {
    @Override
    public Integer read(String op, Object value) {
      if (value instanceof Number number
          && number.doubleValue() == number.intValue()
          && number.intValue() >= least) {
        return number.intValue();
      }
      throw new BadSetting(
          Message.of("op.setting.whole", op, named(name), least, value.toString()));
    }
  }

  /// The zeros around a convolution: a whole number, or the text `same`.
  record Padding(String name, Integer initial) implements Setting {
    /// What stands for [ConvolutionSettings#SAME].
    static final String SAME = "same";

    @Override
    public Object read(String op, Object value) {
      if (value.equals(SAME)) {
        return SAME;
      }
      if (value instanceof Number number
          && number.doubleValue() == number.intValue()
          && number.intValue() >= 0) {
        return number.intValue();
      }
      throw new BadSetting(Message.of("op.setting.padding", op, named(name), value.toString()));
    }
  }

  /// A number from `least` to `most`; `least` itself is legal only if `inclusive`.
  record Real(String name, Double initial, double least, boolean inclusive, double most)
      implements Setting {
    @Override
    public Double read(String op, Object value) {
      if (value instanceof Number number) {
        double real = number.doubleValue();
        if ((inclusive ? real >= least : real > least) && real <= most) {
          return real;
        }
      }
      throw new BadSetting(
          Message.of(
              inclusive ? "op.setting.real" : "op.setting.real.above",
              op,
              named(name),
              least,
              most,
              value.toString()));
    }
  }

  /// On or off.
  record Flag(String name, Boolean initial) implements Setting {
    @Override
    public Boolean read(String op, Object value) {
      if (value instanceof Boolean flag) {
        return flag;
      }
      throw new BadSetting(Message.of("op.setting.flag", op, named(name), value.toString()));
    }
  }

  /// A list of axes, empty for all of them.
  record AxisList(String name, List<Integer> initial) implements Setting {
    @Override
    public List<Integer> read(String op, Object value) {
      return wholes(op, name, value, Integer.MIN_VALUE);
    }
  }

  /// The lengths of axes; the first may be −1, which is whatever is left.
  record Lengths(String name, List<Integer> initial) implements Setting {
    @Override
    public List<Integer> read(String op, Object value) {
      List<Integer> lengths = wholes(op, name, value, -1);
      if (lengths.lastIndexOf(-1) > 0) {
        throw new BadSetting(Message.of("op.setting.lengths", op, named(name), value.toString()));
      }
      return lengths;
    }
  }

  /// A setting in a sentence, with its name in files.
  private static Message named(String name) {
    return Message.of("op.setting.named", Message.of("op.label." + name), name);
  }

  private static List<Integer> wholes(String op, String name, Object value, int least) {
    List<Integer> wholes = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Number number
            && number.doubleValue() == number.intValue()
            && number.intValue() >= least) {
          wholes.add(number.intValue());
        }
      }
      if (wholes.size() == list.size()) {
        return List.copyOf(wholes);
      }
    }
    throw new BadSetting(Message.of("op.setting.list", op, named(name), value.toString()));
  }
}
