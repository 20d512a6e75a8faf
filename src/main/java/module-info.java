import org.jspecify.annotations.NullMarked;

/// Backprop Explorer: graphs, gradients, and their picture.
@NullMarked
module backprop {
  requires static org.jspecify;
}
