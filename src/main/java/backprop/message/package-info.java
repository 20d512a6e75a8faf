/// Sentences and numbers as a person reads them: start at [backprop.message.Message].
package backprop.message;
