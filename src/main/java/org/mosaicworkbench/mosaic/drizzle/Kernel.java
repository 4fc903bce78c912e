package org.mosaicworkbench.mosaic.drizzle;

/** How a drop's flux is spread over the output; names and definitions are those of the drizzle package. */
public enum Kernel {

    /** Shares flux by the exact area of the mapped drop in each output pixel. */
    SQUARE,
    /** Puts all flux into the output pixel that contains the drop's centre. */
    POINT,
    /**
     * Shares flux by the area of an axis-aligned square of the drop's mean size: the square kernel without roll and
     * distortion.
     */
    TURBO,
    /**
     * Shares flux by a Gaussian whose full width at half maximum is the drop's side, truncated at 2.5 standard
     * deviations.
     */
    GAUSSIAN,
    /** Shares flux by the third-order Lanczos function; for pixfrac 1 and output pixels of the input's size. */
    LANCZOS3
}
