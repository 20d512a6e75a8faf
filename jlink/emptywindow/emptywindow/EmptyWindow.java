package emptywindow;

import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Group;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// Shows an empty window, says so at the third frame as the app does, and ends.
public final class EmptyWindow extends Application {
  private static final int SEEN = 3;

  @Override
  public void start(Stage stage) {
    stage.setScene(new Scene(new Group(), 1440, 900));
    stage.show();
    new AnimationTimer() {
      private int frames;

      @Override
      public void handle(long now) {
        frames++;
        if (frames == SEEN) {
          stop();
          System.out.println("first frame");
          Platform.exit();
        }
      }
    }.start();
  }
}
