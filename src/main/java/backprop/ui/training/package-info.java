/// Training in the background, seen and controlled: what to train, how far it has come, how well it
/// reads.
///
/// Start at `TrainingModel`, which needs no window; `TrainingView` is the panel beside the network
/// and `TrainingChip` what the top bar shows in every workspace. Numbers come as
/// [backprop.training.TrainingSnapshot]s out of the service's mailbox, at the pulse of the screen.
package backprop.ui.training;
