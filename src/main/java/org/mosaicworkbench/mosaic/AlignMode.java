package org.mosaicworkbench.mosaic;

/** How far the exposures of a visit are aligned before they are combined. */
public enum AlignMode {

    /** With each other, then all together to the reference catalog. */
    FULL,
    /** With each other. */
    RELATIVE,
    /** Not at all: the headers' pointings hold, right or wrong. */
    NONE
}
