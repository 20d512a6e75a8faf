package lawbreaker.op;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

final class UsesExecutorItWasGiven {
  private UsesExecutorItWasGiven() {}

  static CompletableFuture<Integer> later(Executor executor) {
    return CompletableFuture.supplyAsync(() -> 1, executor);
  }
}
