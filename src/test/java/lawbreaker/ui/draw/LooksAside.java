package lawbreaker.ui.draw;

import lawbreaker.ui.graph.Neighbour;

record LooksAside(Neighbour other) {}
