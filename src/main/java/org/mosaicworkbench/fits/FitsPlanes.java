package org.mosaicworkbench.fits;

import java.util.List;

/**
 * A cube of integer images with {@code NAXIS3} planes, such as a context image of more than 32 inputs. Each plane has
 * the layout of {@link FitsIntegers}.
 *
 * @param header keywords of the cube
 * @param width pixels along x
 * @param height pixels along y
 * @param planes at least one, each with width times height values
 */
public record FitsPlanes(FitsHeader header, int width, int height, List<int[]> planes) implements FitsPart {

    /** @throws org.mosaicworkbench.io.BadInput if a plane's number of pixels is not width times height */
    public FitsPlanes {
        planes = List.copyOf(planes);
        for (int[] plane : planes) {
            FitsImage.requireSize(width, height, plane.length);
        }
    }
}
