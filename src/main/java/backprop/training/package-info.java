/// Training in the background: a plan goes in, immutable snapshots come out through a mailbox.
/// Start at [backprop.training.TrainingService].
package backprop.training;
