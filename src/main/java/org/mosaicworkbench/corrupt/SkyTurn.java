package org.mosaicworkbench.corrupt;

import org.apache.commons.math3.geometry.euclidean.threed.Rotation;
import org.apache.commons.math3.geometry.euclidean.threed.RotationConvention;
import org.apache.commons.math3.geometry.euclidean.threed.Vector3D;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * A rotation of the whole sky, which moves a field without distorting it. The reference position moves with it, and the
 * CD matrix rotates by the angle between the transported old north and north at the new position.
 *
 * @param rotation rotation of the celestial sphere, x towards (0, 0), y towards RA 90, z towards the north pole
 * @param turnsMatrix false to leave the CD matrix unchanged
 */
record SkyTurn(Rotation rotation, boolean turnsMatrix) implements Motion {

    private static final double ROUNDING_DEGREES = 1e-11;

    /** The rotation along the great circle from one position to another. */
    static Rotation between(SkyPoint from, SkyPoint to) {
        return new Rotation(towards(from), towards(to));
    }

    /** A rotation about a position, degrees from north to east. */
    static Rotation about(SkyPoint pivot, double degrees) {
        return new Rotation(towards(pivot), -Math.toRadians(degrees), RotationConvention.VECTOR_OPERATOR);
    }

    @Override
    public Wcs of(Wcs wcs) {
        SkyPoint from = wcs.referenceSky();
        Vector3D moved = rotation.applyTo(towards(from));
        SkyPoint to = new SkyPoint(
                degreesOf(moved), Math.toDegrees(Math.atan2(moved.getZ(), Math.hypot(moved.getX(), moved.getY()))));
        Wcs there = from.separation(to) < ROUNDING_DEGREES ? wcs : wcs.withReferenceSky(to);
        if (!turnsMatrix) {
            return there;
        }
        double angle = Math.toRadians(ofNorth(from));
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        double[] cd = wcs.matrix();
        return there.withMatrix(
                c * cd[0] + s * cd[2], c * cd[1] + s * cd[3], c * cd[2] - s * cd[0], c * cd[3] - s * cd[1]);
    }

    /**
     * The direction, in degrees from north to east, in which the north vector at a position points after the rotation.
     */
    double ofNorth(SkyPoint at) {
        Vector3D north = rotation.applyTo(north(Math.toRadians(at.ra()), Math.toRadians(at.dec())));
        Vector3D there = rotation.applyTo(towards(at));
        double ra = Math.atan2(there.getY(), there.getX());
        double dec = Math.atan2(there.getZ(), Math.hypot(there.getX(), there.getY()));
        Vector3D east = new Vector3D(-Math.sin(ra), Math.cos(ra), 0);
        return Math.toDegrees(Math.atan2(north.dotProduct(east), north.dotProduct(north(ra, dec))));
    }

    private static double degreesOf(Vector3D direction) {
        double ra = Math.toDegrees(Math.atan2(direction.getY(), direction.getX()));
        return ra < 0 ? ra + 360 : ra;
    }

    private static Vector3D towards(SkyPoint sky) {
        return new Vector3D(Math.toRadians(sky.ra()), Math.toRadians(sky.dec()));
    }

    private static Vector3D north(double ra, double dec) {
        return new Vector3D(-Math.sin(dec) * Math.cos(ra), -Math.sin(dec) * Math.sin(ra), Math.cos(dec));
    }
}
