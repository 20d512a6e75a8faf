/// The same program without a window; [backprop.cli.Arguments] reads what it was started with.
package backprop.cli;
