package org.mosaicworkbench.fits;

/** One header-and-data unit of a file to be written. The data's keywords (BITPIX, NAXIS ...) follow from the data. */
public sealed interface FitsPart permits FitsPart.NoData, FitsImage, FitsIntegers, FitsPlanes {

    /** @return the unit's header */
    FitsHeader header();

    /**
     * A header without data, such as the primary HDU of Hubble's files.
     *
     * @param header keywords of the HDU
     */
    record NoData(FitsHeader header) implements FitsPart {}
}
