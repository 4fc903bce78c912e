package org.mosaicworkbench.simulate;

import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Detector.Readout;

/**
 * All sources around a target.
 *
 * @param target   where it is at the start of the visit
 * @param name     {@code TARGNAME}
 * @param stars    points
 * @param galaxies extended sources with a profile
 * @param nebula   gas, if there is any
 * @param body     a solar-system target, if the visit follows one
 */
record Scene(
        SkyPoint target,
        String name,
        List<Star> stars,
        List<Galaxy> galaxies,
        Optional<Nebula> nebula,
        Optional<Body> body) {

    /** Counts a second of a star. */
    private static final double SBC_LIMIT = 200;

    Scene {
        stars = List.copyOf(stars);
        galaxies = List.copyOf(galaxies);
    }

    /** @return without the stars that would harm a photon counter, as the observatory's rules for SBC demand */
    Scene safeFor(Detector detector, List<Bandpass> filters) {
        if (detector.readout() != Readout.PHOTON_COUNTER) {
            return this;
        }
        List<Star> safe = stars.stream()
                .filter(star -> filters.stream().allMatch(b -> b.rate(star.magnitude(b)) < SBC_LIMIT))
                .toList();
        return new Scene(target, name, safe, galaxies, nebula, body);
    }
}
