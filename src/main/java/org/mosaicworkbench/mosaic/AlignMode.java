package org.mosaicworkbench.mosaic;

/** Which alignment is applied to a visit's exposures before they are combined. */
public enum AlignMode {

    /** Align the exposures with each other, then all together to the reference catalog. */
    FULL,
    /** Align the exposures with each other only. */
    RELATIVE,
    /** Do not align: use the pointings in the headers, right or wrong. */
    NONE
}
