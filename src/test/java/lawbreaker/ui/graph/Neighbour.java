package lawbreaker.ui.graph;

public final class Neighbour {}
