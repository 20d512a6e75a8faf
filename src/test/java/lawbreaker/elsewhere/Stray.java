package lawbreaker.elsewhere;

final class Stray {}
