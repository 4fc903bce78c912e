package org.mosaicworkbench.simulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.visit.Detector;

/** Simulates the exposures of one visit, in order, and writes them. */
final class ExposureMaker {

    private final VisitPlan visit;
    private final Path folder;
    private final List<ChipState> chips;
    private final StarImages stars;
    private final List<PixelEffect> effects;
    private final double darker;

    ExposureMaker(VisitPlan visit, Path folder) {
        this.visit = visit;
        this.folder = folder;
        this.chips = visit.subject().geometry().cuts().stream()
                .map(cut -> ChipState.draw(
                        visit.subject().detector(), cut, visit.rng().of("chip", cut.index)))
                .toList();
        this.stars = new StarImages(visit);
        this.effects = PixelEffect.of(visit, stars);
        this.darker = 0.3 * visit.rng().of("sky").gaussian();
    }

    /** Simulates an exposure and writes it. Its light causes persistence in the exposures that follow. */
    Truth.Counted write(ExposurePlan exposure) {
        double skyRate = SimulatedSky.rate(exposure.bandpass(), darker);
        ExposureHeader header = new ExposureHeader(visit, exposure);
        List<FitsPart> parts = new ArrayList<>();
        parts.add(new FitsPart.NoData(header.primary()));
        int particles = 0;
        int hits = 0;
        for (Geometry.Cut cut : visit.subject().geometry().cuts()) {
            Camera.Frame frame = frame(PixelEffect.Shot.of(visit, exposure, cut, skyRate));
            add(parts, header, cut, frame, skyRate);
            particles += frame.cosmicRays();
            hits += frame.hitPixels();
        }
        FitsFile.write(folder.resolve(header.filename()), parts);
        return new Truth.Counted(particles, hits, skyRate);
    }

    private Camera.Frame frame(PixelEffect.Shot shot) {
        ExposurePlan exposure = shot.exposure();
        Geometry.Cut cut = shot.cut();
        Detector detector = visit.subject().detector();
        Camera camera = new Camera(
                detector,
                visit.settings().pixels().flaggedCosmicRays(),
                visit.shows(Effect.CTE) ? ChargeTransfer.of(detector, exposure.start()) : Optional.empty());
        double noise = camera.noise(shot.skyRate(), exposure.seconds()) / exposure.seconds();
        float[] light = Light.on(visit.subject().scene(), exposure, cut, shot.wcs(), noise)
                .through(stars);
        ChipState chip = chips.get(cut.index);
        if (!effects.isEmpty()) {
            float[] glow = new float[light.length];
            effects.forEach(effect -> effect.addGlow(glow, shot));
            effects.forEach(effect -> effect.changeLight(light, shot));
            chip = chip.glowing(glow);
        }
        return camera.expose(
                light,
                shot.skyRate(),
                exposure.seconds(),
                cut,
                chip,
                visit.rng().of("exposure " + exposure.root(), cut.index));
    }

    private static void add(
            List<FitsPart> parts, ExposureHeader header, Geometry.Cut cut, Camera.Frame frame, double skyRate) {
        int good = 0;
        for (int flag : frame.dq()) {
            good += flag == 0 ? 1 : 0;
        }
        parts.add(new FitsImage(header.extension("SCI", cut, skyRate, good), cut.width, cut.height, frame.sci()));
        parts.add(new FitsImage(header.extension("ERR", cut, skyRate, good), cut.width, cut.height, frame.err()));
        parts.add(new FitsIntegers(header.extension("DQ", cut, skyRate, good), cut.width, cut.height, frame.dq()));
    }
}
