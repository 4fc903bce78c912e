package org.mosaicworkbench.simulate;

import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Detector.Readout;

/**
 * All sources around a target.
 *
 * @param target position of the target at the start of the visit
 * @param name name of the target, {@code TARGNAME}
 * @param stars point sources
 * @param galaxies extended sources with a profile
 * @param nebula gas, if any
 * @param body solar-system target, if the visit tracks one
 */
record Scene(
        SkyPoint target,
        String name,
        List<Star> stars,
        List<Galaxy> galaxies,
        Optional<Nebula> nebula,
        Optional<Body> body) {

    /** Count rate of the brightest star allowed on SBC, counts per second. */
    private static final double SBC_LIMIT = 200;

    Scene {
        stars = List.copyOf(stars);
        galaxies = List.copyOf(galaxies);
    }

    /** @return the scene without stars that would damage a photon counter, following the observatory's rules for SBC */
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
