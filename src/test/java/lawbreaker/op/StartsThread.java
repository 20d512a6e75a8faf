package lawbreaker.op;

import lawbreaker.tensor.LooksUp;

/// A thread of its own, and an arrow that is allowed.
public record StartsThread(LooksUp below) {
  Thread start() {
    return Thread.ofVirtual().unstarted(() -> {});
  }
}
