package org.mosaicworkbench.mosaic.drizzle;

/** How a drop's flux is spread over the output; names and definitions are those of the drizzle package. */
public enum Kernel {

    /** By the area of the drop, as mapped, in each output pixel: exact. */
    SQUARE,
    /** All into the output pixel that the centre falls in. */
    POINT,
    /** By the area of an upright square of the drop's mean size: the square kernel without roll and distortion. */
    TURBO,
    /** By a Gaussian whose full width at half maximum is the drop's side, cut at 2.5 standard deviations. */
    GAUSSIAN,
    /** By the third-order Lanczos function; for pixfrac 1 and output pixels of the input's size. */
    LANCZOS3
}
