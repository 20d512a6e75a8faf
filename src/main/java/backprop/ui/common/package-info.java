/// What every workspace is made of: texts, theme, actions, the transport, numbers and formulas.
///
/// A feature begins at [backprop.ui.common.Workspace], what the shell shows, and
/// [backprop.ui.common.UiContext], what the shell gives.
package backprop.ui.common;
