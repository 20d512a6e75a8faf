package backprop.message;

/// A stretch of a sentence that looks the same throughout.
///
/// @param text the characters, as they are shown
/// @param tone what the stretch speaks of, and by that its colour
/// @param strong whether it is bold
public record Span(String text, Tone tone, boolean strong) {}
