package backprop.op;

import backprop.message.Message;

/// The groups of a palette, in its order.
public enum Category {
  ARITHMETIC("arithmetic"),
  FUNCTION("function"),
  ACTIVATION("activation"),
  LAYER("layer"),
  REDUCE("reduce"),
  SHAPE("shape"),
  CONVOLUTION("convolution");

  private final String key;

  Category(String key) {
    this.key = key;
  }

  /// The group's heading.
  public Message title() {
    return Message.of("op.category." + key);
  }
}
