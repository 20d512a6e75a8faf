/// Formula text: a graph in words. Start at [backprop.language.Print].
package backprop.language;
