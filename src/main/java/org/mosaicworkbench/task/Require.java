package org.mosaicworkbench.task;

import java.nio.file.Path;
import org.mosaicworkbench.io.BadInput;

/** Argument checks for tasks, with uniform messages. Each check returns its argument. */
public final class Require {

    private Require() {}

    /**
     * @param what the option's name
     * @throws BadInput if the value is below the limit: "threads is 0; it must be at least 1"
     */
    public static int atLeast(int least, String what, int value) {
        return atLeast(least, what, value, "");
    }

    /**
     * @param unit the value's unit in the message
     * @throws BadInput if the value is below the limit: "memory is 0 MiB; it must be at least 1"
     */
    public static int atLeast(int least, String what, int value, String unit) {
        if (value < least) {
            throw new BadInput(what + " is " + value + spaced(unit) + "; it must be at least " + least);
        }
        return value;
    }

    /**
     * @param unit the unit of the limits in the message; empty if they have none
     * @throws BadInput if the value is outside the limits: "size is 8; it must be 16 to 2048 pixels"
     */
    public static int within(int least, int most, String what, int value, String unit) {
        if (value < least || value > most) {
            throw new BadInput(what + " is " + value + "; it must be " + least + " to " + most + spaced(unit));
        }
        return value;
    }

    /**
     * @throws BadInput if the value is not a number above 0 and below 1: "validation is 1.0; it must be above 0 and
     *                  below 1"
     */
    public static double fraction(String what, double value) {
        if (!(value > 0 && value < 1)) {
            throw new BadInput(what + " is " + value + "; it must be above 0 and below 1");
        }
        return value;
    }

    /** @throws BadInput if the value is not a number from 0 to 1: "the threshold is 1.5; it must be between 0 and 1" */
    public static double probability(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new BadInput(what + " is " + value + "; it must be between 0 and 1");
        }
        return value;
    }

    /**
     * @param unit the value's unit in the message
     * @throws BadInput if the value is not a finite number above 0: "the limit for labels is 0.0 pixels; it must be
     *                  above 0", "the limit for labels is Infinity pixels; it must be finite"
     */
    public static double aboveZero(String what, double value, String unit) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new BadInput(
                    what + " is " + value + spaced(unit) + "; it must be " + (value > 0 ? "finite" : "above 0"));
        }
        return value;
    }

    /**
     * @param what a description of the path, such as "the folder of the visits"
     * @param remedy what to give instead
     * @throws BadInput if the path is null: "the folder of the visits is null; give the folder that contains the
     *     visits"
     */
    public static Path given(String what, Path path, String remedy) {
        if (path == null) {
            throw new BadInput(what + " is null; " + remedy);
        }
        return path;
    }

    private static String spaced(String unit) {
        return unit.isEmpty() ? "" : " " + unit;
    }
}
