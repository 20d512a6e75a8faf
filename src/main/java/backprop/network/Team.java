package backprop.network;

/// The threads that run a [Workspace]'s passes together; the core makes none itself.
///
/// Each thread is a lane with a number from 0 on; the caller of [#run] is lane 0. Who computes what
/// never changes a bit of the result.
public interface Team {
  /// Nobody but the caller.
  Team ALONE =
      new Team() {
        @Override
        public int lanes() {
          return 1;
        }

        @Override
        public void run(Work work) {
          work.run(0);
        }

        @Override
        public void meet() {}
      };

  /// What all lanes do at the same time.
  @FunctionalInterface
  interface Work {
    void run(int lane);
  }

  /// How many threads there are.
  int lanes();

  /// Runs the work once in each lane and returns when all are done. Allocates nothing.
  ///
  /// @throws RuntimeException the first that a lane threw
  void run(Work work);

  /// Waits, within [#run], until all lanes are here; what they wrote before is then visible to all.
  void meet();
}
