/// The program's main job played through its real windows; [backprop.app.tour.Tour] writes
/// pictures.
package backprop.app.tour;
