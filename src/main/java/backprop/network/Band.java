package backprop.network;

/// Some rows of a batch that one thread works on at once.
///
/// @param lane the thread's number in its [Team]
/// @param shard which of the fixed parts of the batch the rows belong to, as [Bands] cuts them
/// @param from the first row
/// @param end behind the last row
record Band(int lane, int shard, int from, int end) {
  int rows() {
    return end - from;
  }
}
