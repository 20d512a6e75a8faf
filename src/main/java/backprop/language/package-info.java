/// Formula text: a graph in words, both ways. Start at [backprop.language.Formula]; a formula of
/// numbers alone is read by [backprop.language.Expressions].
package backprop.language;
