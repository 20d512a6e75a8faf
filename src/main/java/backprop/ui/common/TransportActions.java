package backprop.ui.common;

import static backprop.ui.common.Section.STEP;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/// What a person can do with a transport, as actions with the keys of the one table.
///
/// Space is not here: it is heard on release, see [SpaceKey].
///
/// @param first before the first step
/// @param back one step back
/// @param playPause plays or pauses
/// @param forward one step forward
/// @param last after the last step
/// @param others what has keys and menu entries but no button
public record TransportActions(
    UserAction first,
    UserAction back,
    UserAction playPause,
    UserAction forward,
    UserAction last,
    List<UserAction> others) {

  /// The actions on this model.
  public static TransportActions of(TransportModel model) {
    BooleanBinding hasSteps =
        Bindings.createBooleanBinding(() -> model.count() > 0, model.timelineProperty());
    return new TransportActions(
        UserAction.of("transport.first", STEP, model::first)
            .icon(Material2AL.FIRST_PAGE)
            .keys(Keys.mod(KeyCode.LEFT), Keys.key(KeyCode.HOME))
            .enabled(model.canGoBack()),
        UserAction.of("transport.back", STEP, model::back)
            .icon(Material2AL.CHEVRON_LEFT)
            .keys(Keys.key(KeyCode.LEFT), Keys.key(KeyCode.PAGE_UP))
            .enabled(model.canGoBack()),
        UserAction.of("transport.play-pause", STEP, model::togglePlay)
            .icon(Material2MZ.PLAY_ARROW)
            .keysAnywhere(Keys.mod(KeyCode.ENTER))
            .enabled(hasSteps),
        UserAction.of("transport.forward", STEP, model::forward)
            .icon(Material2AL.CHEVRON_RIGHT)
            .keys(Keys.key(KeyCode.RIGHT), Keys.key(KeyCode.PAGE_DOWN))
            .enabled(model.canGoForward()),
        UserAction.of("transport.last", STEP, model::last)
            .icon(Material2AL.LAST_PAGE)
            .keys(Keys.mod(KeyCode.RIGHT), Keys.key(KeyCode.END))
            .enabled(model.canGoForward()),
        List.of(
            UserAction.of("transport.back-node", STEP, () -> model.back(StepSize.NODE))
                .keys(Keys.shift(KeyCode.LEFT))
                .enabled(model.canGoBack()),
            UserAction.of("transport.forward-node", STEP, () -> model.forward(StepSize.NODE))
                .keys(Keys.shift(KeyCode.RIGHT))
                .enabled(model.canGoForward()),
            UserAction.of("transport.previous-stop", STEP, model::previousStop)
                .keys(Keys.key(KeyCode.UP))
                .enabled(model.canGoBack()),
            UserAction.of("transport.next-stop", STEP, model::nextStop)
                .keys(Keys.key(KeyCode.DOWN))
                .enabled(model.canGoForward()),
            UserAction.of("transport.slower", STEP, model::slower)
                .keys(Keys.key(KeyCode.OPEN_BRACKET)),
            UserAction.of("transport.faster", STEP, model::faster)
                .keys(Keys.key(KeyCode.CLOSE_BRACKET))));
  }

  /// All of them, in the order of the bar and then of the menu.
  public List<UserAction> all() {
    return java.util.stream.Stream.concat(
            List.of(first, back, playPause, forward, last).stream(), others.stream())
        .toList();
  }
}
