package org.mosaicworkbench.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.mosaicworkbench.sky.PixelPoint;

/** The PSFs of one visit's exposures. */
final class StarImages {

    private static final double ABERRATIONS = 2;
    /** Orbital period, seconds. */
    private static final double ORBIT = 96 * 60;

    private final VisitPlan visit;
    private final Map<Object, Psf> made = new HashMap<>();
    private final Map<Object, List<Psf>> changed = new HashMap<>();
    private final Blur.Elongation elongation;
    private final double[] breathing;

    StarImages(VisitPlan visit) {
        this.visit = visit;
        this.elongation = visit.shows(Effect.ELONGATION) ? elongation() : Blur.Elongation.NONE;
        this.breathing = visit.shows(Effect.BREATHING) ? breathing() : new double[3];
    }

    /** The PSF of stars, which is trailed while the telescope tracks a moving target. */
    StarImage ofStars(ExposurePlan exposure, Geometry.Cut cut) {
        double[] trail = exposure.pointing().starTrail();
        return of(exposure, cut, trail[0], trail[1]);
    }

    /** The PSF of a point on the tracked target. */
    StarImage ofTarget(ExposurePlan exposure, Geometry.Cut cut) {
        SimulatedMisalignment m = exposure.pointing().misalignment();
        return of(exposure, cut, m.trailX(), m.trailY());
    }

    private StarImage of(ExposurePlan exposure, Geometry.Cut cut, double trailX, double trailY) {
        Optics optics = Optics.of(exposure.bandpass(), visit.shows(Effect.ABERRATION) ? ABERRATIONS : 1);
        Blur blur = new Blur(exposure.pointing().jitter(), trailX, trailY, elongation);
        Psf near = made.computeIfAbsent(List.of(exposure.bandpass(), blur), same -> optics.psf(blur));
        Wavefront focus = Wavefront.despace(despace(exposure));
        boolean field = visit.shows(Effect.PSF_CHANGE);
        StarImage.Nodes nodes = field ? StarImage.Nodes.over(cut) : StarImage.Nodes.one(cut);
        if (!field && !visit.shows(Effect.BREATHING)) {
            return new StarImage(near, optics, nodes, List.of());
        }
        List<Psf> changes = changed.computeIfAbsent(
                List.of(exposure.bandpass(), blur, focus, cut.index),
                same -> changes(optics.changes(blur), nodes, cut, focus));
        return new StarImage(near, optics, nodes, changes);
    }

    private List<Psf> changes(Optics.CoreChanges changes, StarImage.Nodes nodes, Geometry.Cut cut, Wavefront focus) {
        FieldAberrations field = new FieldAberrations(visit.subject().detector(), cut.chip);
        return IntStream.range(0, nodes.count())
                .mapToObj(i -> {
                    PixelPoint at = nodes.place(i);
                    FieldAberrations.Place place = visit.shows(Effect.PSF_CHANGE)
                            ? field.at(cut.x0 + at.x(), cut.y0 + at.y())
                            : FieldAberrations.Place.NONE;
                    return changes.of(place.wavefront().plus(focus), place.diffusion());
                })
                .toList();
    }

    /** The blur along one direction that gives a PSF of typical width a randomly drawn axis ratio. */
    private Blur.Elongation elongation() {
        Rng rng = visit.rng().of("elongation");
        double ratio = rng.uniform(1.05, 1.13);
        double usual = visit.subject().detector().starWidth() / Math.sqrt(8 * Math.log(2));
        return new Blur.Elongation(usual * Math.sqrt(ratio * ratio - 1), rng.uniform(0, Math.PI));
    }

    /** Displacement of the secondary mirror: mean over the visit and amplitude in micrometres, and phase in radians. */
    private double[] breathing() {
        Rng rng = visit.rng().of("breathing");
        return new double[] {2 * rng.gaussian(), rng.uniform(1.5, 4), rng.uniform(0, 2 * Math.PI)};
    }

    /** @return displacement of the secondary mirror at mid-exposure, micrometres */
    private double despace(ExposurePlan exposure) {
        double seconds = (exposure.start() - visit.exposures().get(0).start()) * 86400 + exposure.seconds() / 2;
        return breathing[0] + breathing[1] * Math.sin(2 * Math.PI * seconds / ORBIT + breathing[2]);
    }
}
