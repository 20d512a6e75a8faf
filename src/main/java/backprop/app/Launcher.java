package backprop.app;

import javafx.application.Application;

/// Starts JavaFX and the window, and comes back when the window has closed.
public final class Launcher {
  private Launcher() {}

  /// Opens the window, showing the document that the first argument names, if there is one.
  public static void launch(String... arguments) {
    Application.launch(ExplorerApplication.class, arguments);
  }
}
