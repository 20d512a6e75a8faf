/// The whole program put together by constructors; [backprop.app.Launcher] opens its window.
package backprop.app;
