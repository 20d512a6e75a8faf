/// The smallest JavaFX program, with the same modules behind it as the app: what start-up is held
/// against.
module emptywindow {
  requires backprop;
  requires javafx.graphics;

  opens emptywindow to
      javafx.graphics;
}
