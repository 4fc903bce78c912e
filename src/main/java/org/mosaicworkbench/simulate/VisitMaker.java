package org.mosaicworkbench.simulate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Visit;

/**
 * Simulates the visits of one run. A visit's folder is made beside its place and moved in when it is whole; one that is
 * there already is left as it is. Safe for several threads, each with visits of its own.
 */
public final class VisitMaker {

    private final SimulationSettings settings;
    private final Path output;

    /**
     * @param settings what decides the content
     * @param output   the folder that holds the visits' folders
     * @throws BadInput for settings that are against each other, as more filters than exposures
     */
    public VisitMaker(SimulationSettings settings, Path output) {
        settings.requireAgreeing();
        this.settings = settings;
        this.output = output;
    }

    /**
     * Where a visit stands, or will stand.
     *
     * @param number 0 for the first visit
     */
    public Path folder(int number) {
        return output.resolve(VisitPlan.nameOf(settings, number));
    }

    /**
     * Makes a visit, or takes it as it is where it is there already.
     *
     * @param number 0 for the first visit; its content does not depend on how many there are
     * @throws BadInput when its folder holds something else
     */
    public SimulatedVisit make(int number) {
        Path place = folder(number);
        if (!Files.exists(place)) {
            WholeFolder.write(place, beside -> write(VisitPlan.draw(settings, number), beside));
        }
        return Truth.read(place, settings, number);
    }

    /**
     * Makes the first visits, or takes them as they are, in their order.
     *
     * @param visits  how many
     * @param threads visits that are made at once
     * @throws BadInput when the folder of one holds something else
     */
    public List<SimulatedVisit> makeAll(int visits, int threads) {
        try (Progress progress = Progress.of("simulating", visits)) {
            return Parallel.map(IntStream.range(0, visits).boxed().toList(), threads, number -> {
                SimulatedVisit visit = make(number);
                progress.step(visit.folder().getFileName().toString());
                return visit;
            });
        }
    }

    /** Writes a visit's files into a folder. */
    void write(VisitPlan visit, Path folder) {
        List<ChipState> states = visit.subject().geometry().cuts().stream()
                .map(cut -> ChipState.draw(
                        visit.subject().detector(), cut, visit.rng().of("chip", cut.index)))
                .toList();
        double darker = 0.3 * visit.rng().of("sky").gaussian();
        List<Truth.Counted> counted = new ArrayList<>();
        StarImages stars = new StarImages(visit);
        for (ExposurePlan exposure : visit.exposures()) {
            counted.add(expose(visit, exposure, states, darker, stars, folder));
        }
        double mjd = visit.exposures().get(0).start();
        List<SimulatedCatalog.Entry> gaia =
                SimulatedCatalog.of(visit.subject().scene(), mjd, visit.rng().of("catalog"));
        String dataset = visit.dataset().toString();
        String stem = dataset.substring(0, dataset.indexOf("_total_"));
        WholeFile.writeText(folder.resolve(stem + "_GAIAeDR3_ref_cat.ecsv"), SimulatedCatalog.ecsv(gaia, mjd));
        Visit written = Visit.read(folder);
        written.poller().write(written.pollerFile());
        Truth.write(folder.resolve(Truth.NAME), visit, counted);
    }

    private Truth.Counted expose(
            VisitPlan visit,
            ExposurePlan exposure,
            List<ChipState> states,
            double darker,
            StarImages stars,
            Path folder) {
        Bandpass bandpass = exposure.bandpass();
        Camera camera = new Camera(visit.subject().detector(), settings.pixels().flaggedCosmicRays());
        double skyRate = SimulatedSky.rate(bandpass, darker);
        double noise = camera.noise(skyRate, exposure.seconds()) / exposure.seconds();
        ExposureHeader header = new ExposureHeader(visit, exposure);
        List<FitsPart> parts = new ArrayList<>();
        parts.add(new FitsPart.NoData(header.primary()));
        int particles = 0;
        int hits = 0;
        for (Geometry.Cut cut : visit.subject().geometry().cuts()) {
            Wcs wcs = visit.subject().geometry().wcs(exposure.pointing().actual(), cut);
            float[] light =
                    Light.on(visit.subject().scene(), exposure, cut, wcs, noise).through(stars);
            Camera.Frame frame = camera.expose(
                    light,
                    skyRate,
                    exposure.seconds(),
                    cut,
                    states.get(cut.index),
                    visit.rng().of("exposure " + exposure.root(), cut.index));
            add(parts, header, cut, frame, skyRate);
            particles += frame.cosmicRays();
            hits += frame.hitPixels();
        }
        FitsFile.write(folder.resolve(header.filename()), parts);
        return new Truth.Counted(particles, hits, skyRate);
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
