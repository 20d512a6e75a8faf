package backprop.training;

/// An image that was read wrong.
///
/// @param image its index in the set
/// @param label the correct label
/// @param predicted what it was read as
/// @param probability how sure the network was of `predicted`
/// @param loss `−ln` of the probability of the correct label: the larger, the worse
public record Mistake(int image, int label, int predicted, double probability, double loss) {}
