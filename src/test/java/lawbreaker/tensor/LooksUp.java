package lawbreaker.tensor;

import lawbreaker.op.StartsThread;

/// An arrow from the bottom to above it, and with the arrow back a cycle.
public record LooksUp(StartsThread above) {}
