package org.mosaicworkbench.sky;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * The table distortions of a chip. First the detector correction moves a pixel (D2IM: uneven column widths). Then, at
 * the new position, the polynomials and the image correction (NPOL: residuals of the polynomials) are added. Any of the
 * tables may be null if it does not exist.
 *
 * @param detectorX offset of the detector correction along x
 * @param detectorY offset of the detector correction along y
 * @param imageX    offset of the image correction along x
 * @param imageY    offset of the image correction along y
 */
public record TableDistortions(LookupTable detectorX, LookupTable detectorY, LookupTable imageX, LookupTable imageY) {

    /** No tables. */
    public static final TableDistortions NONE = new TableDistortions(null, null, null, null);

    /** @return true if there are no tables */
    public boolean isEmpty() {
        return detectorX == null && detectorY == null && imageX == null && imageY == null;
    }

    /** @return x of the columns of all tables on the image, 1-based */
    double[] nodesAlongX() {
        return tables().flatMapToDouble(LookupTable::nodesAlongX).toArray();
    }

    /** @return y of the rows of all tables on the image, 1-based */
    double[] nodesAlongY() {
        return tables().flatMapToDouble(LookupTable::nodesAlongY).toArray();
    }

    /**
     * The largest error of interpolation between the nodes. The image correction is evaluated where the detector
     * correction has moved a pixel, so its slope changes next to the nodes and not on them; the error is at most this
     * change of slope times the displacement.
     *
     * @return pixels along x or along y, whichever is larger
     */
    double besideNodes() {
        double dx = largest(detectorX);
        double dy = largest(detectorY);
        return Math.max(besideNodes(imageX, dx, dy), besideNodes(imageY, dx, dy));
    }

    private Stream<LookupTable> tables() {
        return Stream.of(detectorX, detectorY, imageX, imageY).filter(Objects::nonNull);
    }

    private static double largest(LookupTable table) {
        return table == null ? 0 : table.largest();
    }

    private static double besideNodes(LookupTable table, double dx, double dy) {
        return table == null || (dx == 0 && dy == 0) ? 0 : table.bend(dx, dy);
    }

    static double at(LookupTable table, double x, double y) {
        return table == null ? 0 : table.at(x, y);
    }
}
