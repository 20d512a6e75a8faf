package backprop.training;

import java.time.Duration;

/// A row of the epoch table: both sets read whole, at the start, after each epoch, and where the
/// run ended.
///
/// @param epoch how many times the number of training images had been seen; whole but for the last
///   row
/// @param iteration mini-batches done
/// @param train the whole training set
/// @param test the whole test set
/// @param rate the learning rate at that time, after the schedule
/// @param elapsed time since the start, pauses left out
public record EpochRecord(
    double epoch,
    long iteration,
    Evaluation train,
    Evaluation test,
    double rate,
    Duration elapsed) {}
