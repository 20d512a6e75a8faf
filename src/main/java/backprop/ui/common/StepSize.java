package backprop.ui.common;

/// How far one press of → goes.
public enum StepSize {
  /// One step of the timeline.
  EDGE("transport.size.edge"),
  /// To the end of the node (the layer, the row of cells).
  NODE("transport.size.node"),
  /// To the end of the pass.
  PASS("transport.size.pass");

  private final String key;

  StepSize(String key) {
    this.key = key;
  }

  /// The key of its name.
  public String key() {
    return key;
  }
}
