package lawbreaker.tensor;

import javafx.beans.property.DoubleProperty;

record HoldsProperty(DoubleProperty value) {}
