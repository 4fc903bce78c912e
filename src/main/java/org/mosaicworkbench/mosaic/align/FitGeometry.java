package org.mosaicworkbench.mosaic.align;

/** The free parameters of a fit of one list of positions to another, named as in tweakwcs. */
public enum FitGeometry {

    /** A shift along x and along y. */
    SHIFT(1),
    /** A shift, a roll, and one scale. */
    RSCALE(2),
    /** Any affine map: a shift, and a separate rotation and scale for each axis. */
    GENERAL(3);

    private final int fewestPoints;

    FitGeometry(int fewestPoints) {
        this.fewestPoints = fewestPoints;
    }

    /** @return the minimum number of pairs that the fit needs */
    public int fewestPoints() {
        return fewestPoints;
    }
}
