import org.jspecify.annotations.NullMarked;

/// Backprop Explorer: graphs, gradients, and their picture.
@NullMarked
module backprop {
  requires static org.jspecify;
  requires static jdk.incubator.vector;
  requires java.desktop;
  requires java.net.http;
  requires java.prefs;
  requires javafx.controls;
  requires javafx.swing;
  requires org.controlsfx.controls;
  requires atlantafx.base;
  requires org.kordamp.ikonli.javafx;
  requires org.kordamp.ikonli.material2;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires jlatexmath;
  requires org.jfree.fxgraphics2d;
  requires com.github.librepdf.openpdf;
  requires org.slf4j;
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;

  // opens, not exports: the module is an application, nobody compiles against it
  opens backprop.app to
      javafx.graphics;

  provides ch.qos.logback.classic.spi.Configurator with
      backprop.app.LogConfigurator;
}
