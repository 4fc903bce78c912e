package org.mosaicworkbench.sky;

/**
 * The table distortions of a chip. First the detector's correction moves a pixel (D2IM: the columns' uneven widths);
 * then, where it came to lie, the polynomials and the image's correction (NPOL: what the polynomials leave) are added.
 * Any of them may be null: none.
 *
 * @param detectorX offset of the detector correction along x
 * @param detectorY offset of the detector correction along y
 * @param imageX    offset of the image correction along x
 * @param imageY    offset of the image correction along y
 */
public record TableDistortions(LookupTable detectorX, LookupTable detectorY, LookupTable imageX, LookupTable imageY) {

    /** No table at all. */
    public static final TableDistortions NONE = new TableDistortions(null, null, null, null);

    /** @return true where no table is there */
    public boolean isEmpty() {
        return detectorX == null && detectorY == null && imageX == null && imageY == null;
    }

    static double at(LookupTable table, double x, double y) {
        return table == null ? 0 : table.at(x, y);
    }
}
