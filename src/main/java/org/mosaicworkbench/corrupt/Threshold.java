package org.mosaicworkbench.corrupt;

import java.util.Locale;
import java.util.SplittableRandom;

/** The range from which offsets are drawn uniformly, in pixels along each axis. */
public enum Threshold {

    /** 0 to 1 pixel. */
    MINOR(0, 1),
    /** 0.5 to 10 pixels. */
    STANDARD(0.5, 10),
    /** 10 to 20 pixels. */
    MAJOR(10, 20),
    /** 0 to 20 pixels. */
    ANY(0, 20);

    private final double least;
    private final double most;

    Threshold(double least, double most) {
        this.least = least;
        this.most = most;
    }

    /** @return the smallest size, pixels */
    public double least() {
        return least;
    }

    /** @return the largest size, pixels */
    public double most() {
        return most;
    }

    /** @return a random offset whose absolute value is in the range */
    double draw(SplittableRandom random) {
        double size = random.nextDouble(least, most);
        return random.nextBoolean() ? size : -size;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
