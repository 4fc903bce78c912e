package org.mosaicworkbench.mosaic.drizzle;

/** How a drop's flux is spread over the output; names and definitions are those of the drizzle package. */
public enum Kernel {

    /** Distributes flux in proportion to the exact area of the mapped drop in each output pixel. */
    SQUARE,
    /** Puts all flux into the output pixel that contains the drop's centre. */
    POINT,
    /**
     * Distributes flux in proportion to the overlap with an axis-aligned square of the drop's mean size: the square
     * kernel without roll and distortion.
     */
    TURBO,
    /**
     * Distributes flux over a Gaussian whose full width at half maximum is the drop's side, truncated at 2.5 standard
     * deviations.
     */
    GAUSSIAN,
    /**
     * Distributes flux with the third-order Lanczos function; intended for pixfrac 1 and output pixels of the input's
     * size.
     */
    LANCZOS3
}
