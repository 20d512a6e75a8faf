package backprop.ui.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reads the networks that ship with the program beside the FX thread, once, and offers them; what
/// needs them waits until then.
///
/// FX thread only.
final class PresetOffer {
  private final Supplier<List<NetworkChoice>> presets;
  private final Executor background;
  private final Executor fx;
  private final Consumer<List<NetworkChoice>> offer;
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean offered;

  /// @param presets reads them, on `background`
  /// @param offer told of them on the FX thread
  PresetOffer(
      Supplier<List<NetworkChoice>> presets,
      Executor background,
      Executor fx,
      Consumer<List<NetworkChoice>> offer) {
    this.presets = presets;
    this.background = background;
    this.fx = fx;
    this.offer = offer;
  }

  /// Does this once they are offered; reads them if nobody asked before.
  void then(Runnable next) {
    if (offered) {
      next.run();
      return;
    }
    waiting.add(next);
    if (waiting.size() == 1) {
      background.execute(
          () -> {
            List<NetworkChoice> read = presets.get();
            fx.execute(() -> offer(read));
          });
    }
  }

  private void offer(List<NetworkChoice> read) {
    offered = true;
    offer.accept(read);
    List<Runnable> all = List.copyOf(waiting);
    waiting.clear();
    all.forEach(Runnable::run);
  }
}
