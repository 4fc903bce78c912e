package org.mosaicworkbench.corrupt;

import java.util.List;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/** The change of an exposure's world coordinate systems, the same for all its extensions. */
@FunctionalInterface
interface Motion {

    /**
     * If a shift rotates the field by less than this, in pixels at its farthest corner, the CD matrix is left
     * unchanged.
     */
    double UNSEEN_PIXELS = 0.01;

    /** @return the changed world coordinate system */
    Wcs of(Wcs wcs);

    /**
     * The motion for an offset.
     *
     * @param extensions extensions of the exposure, its first chip first
     * @param kind kind of error
     * @param offset offset of the exposure
     * @param pixel unit of the offset
     * @param ra conversion to right ascension
     */
    static Motion of(List<Extension> extensions, Kind kind, Offset offset, PixelUnit pixel, RaStep ra) {
        Wcs first = extensions.get(0).wcs();
        SkyPoint pivot = first.referenceSky();
        double degrees = pixel.degrees(first.pixelScale());
        return switch (kind) {
            case ROLL -> new SkyTurn(SkyTurn.about(pivot, roll(extensions, offset, degrees)), true);
            case CRPIX ->
                wcs -> {
                    double share = degrees / first.pixelScale();
                    PixelPoint p = wcs.referencePixel();
                    return wcs.withReferencePixel(
                            new PixelPoint(p.x() + offset.x() * share, p.y() + offset.y() * share));
                };
            case SHIFT, DRIFT, REACQUIRE ->
                ra == RaStep.PLAIN
                        ? wcs -> wcs.withReferenceSky(new SkyPoint(
                                wcs.referenceSky().ra() + offset.x() * degrees,
                                wcs.referenceSky().dec() + offset.y() * degrees))
                        : shift(extensions, offset.x() * degrees, offset.y() * degrees);
        };
    }

    /**
     * @return roll angle in degrees, from north through east, that displaces the farthest corner by the given offset
     */
    static double roll(List<Extension> extensions, Offset offset, double pixelDegrees) {
        double reach = Extension.reach(extensions, extensions.get(0).wcs().referenceSky());
        return Math.toDegrees(offset.x() * pixelDegrees / reach);
    }

    private static Motion shift(List<Extension> extensions, double east, double north) {
        Wcs first = extensions.get(0).wcs();
        SkyPoint to = Wcs.northUp(1, 1, first.referenceSky(), 1).toSky(1 - east, 1 + north);
        SkyTurn turn = new SkyTurn(SkyTurn.between(first.referenceSky(), to), true);
        double reach = Extension.reach(extensions, first.referenceSky());
        double most = extensions.stream()
                .mapToDouble(e -> Math.abs(turn.ofNorth(e.wcs().referenceSky())))
                .max()
                .orElse(0);
        return new SkyTurn(turn.rotation(), Math.toRadians(most) * reach > UNSEEN_PIXELS * first.pixelScale());
    }
}
