package emptywindow;

import javafx.application.Application;

/// Starts the empty window as the app's own `Main` starts its window.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Application.launch(EmptyWindow.class, arguments);
    System.exit(0);
  }
}
