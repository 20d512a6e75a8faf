package backprop.app;

import backprop.message.Language;
import backprop.message.Messages;
import java.util.Locale;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/// The window program as JavaFX starts it.
public final class ExplorerApplication extends Application {
  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;

  @Override
  public void start(Stage stage) {
    stage.setTitle(Messages.in(Language.of(Locale.getDefault())).format("app.name"));
    stage.setScene(new Scene(new StackPane(), WIDTH, HEIGHT));
    stage.show();
  }
}
