package backprop.language;

/// A part of a formula that was read, and where it stands.
record Operand<T>(T value, Span span) {}
