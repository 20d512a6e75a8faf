package backprop.ui.common;

import java.util.concurrent.Executor;

/// What the shell gives to every feature.
///
/// @param texts the language and its texts
/// @param theme light or dark, and the colours
/// @param status where one sentence can be said, see [StatusModel]
/// @param preferences what is remembered from one start to the next
/// @param folders where recovery copies and caches go
/// @param background runs what takes longer than a frame; come back with `Platform.runLater`
public record UiContext(
    Texts texts,
    Theme theme,
    StatusModel status,
    Preferences preferences,
    UserFolders folders,
    Executor background) {}
