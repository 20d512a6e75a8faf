/// The whole program put together by constructors: [backprop.app.Launcher] opens its window,
/// [backprop.app.ExplorerApplication] wires it, [backprop.app.Shell] is what the window shows.
package backprop.app;
