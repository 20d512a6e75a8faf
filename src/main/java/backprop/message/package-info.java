/// Sentences as values, and numbers as a person reads them.
///
/// Start with [backprop.message.Message], a sentence that is not yet in any language, and
/// [backprop.message.Messages], which says it in English or Korean. Every number the program shows
/// goes through [backprop.message.NumberText].
package backprop.message;
