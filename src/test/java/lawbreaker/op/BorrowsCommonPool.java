package lawbreaker.op;

import java.util.List;
import java.util.concurrent.CompletableFuture;

final class BorrowsCommonPool {
  private BorrowsCommonPool() {}

  static long count(List<String> names) {
    return names.parallelStream().count();
  }

  static CompletableFuture<Integer> later() {
    return CompletableFuture.supplyAsync(() -> 1);
  }
}
