package backprop.ui.draw;

import backprop.message.Message;

/// Weights that could read the drawing.
///
/// @param name what they are called: "shipped model", "run 4"
/// @param chosen whether a person chose them
/// @param choose chooses them
public record ReaderChoice(Message name, boolean chosen, Runnable choose) {}
