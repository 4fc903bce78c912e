package org.mosaicworkbench.simulate;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.task.Runner;
import org.mosaicworkbench.task.WorkList;
import org.mosaicworkbench.visit.Visit;

/**
 * Simulates the visits of one run. Folders are written atomically, and existing ones are kept. Thread-safe if no two
 * threads simulate the same visit.
 */
public final class VisitMaker implements Serializable {

    private static final long serialVersionUID = 1;

    private final SimulationSettings settings;
    private final Path output;

    /**
     * @param settings settings that determine the content
     * @param output the folder that holds the visits' folders
     * @throws BadInput for conflicting settings, such as more filters than exposures
     */
    public VisitMaker(SimulationSettings settings, Path output) {
        settings.requireAgreeing();
        this.settings = settings;
        this.output = output;
    }

    /**
     * The folder of a visit, whether or not it exists.
     *
     * @param number index of the visit, from 0
     */
    public Path folder(int number) {
        return output.resolve(VisitPlan.nameOf(settings, number));
    }

    /**
     * Simulates a visit unless it exists.
     *
     * @param number index of the visit, from 0; the visit's content does not depend on the number of visits
     * @throws BadInput if the visit's folder exists but does not contain this visit
     */
    public SimulatedVisit make(int number) {
        Path place = folder(number);
        if (!Files.exists(place)) {
            WholeFolder.write(place, beside -> write(VisitPlan.draw(settings, number), beside));
        }
        return Truth.read(place, settings, number);
    }

    /** @return how many of the first {@code visits} visits already exist; removes leftovers of an interrupted run */
    public int kept(int visits) {
        WholeFolder.removeLeftovers(output);
        return (int)
                IntStream.range(0, visits).filter(i -> Files.exists(folder(i))).count();
    }

    /**
     * Simulates the first visits in order, skipping those that exist. Also writes {@code categories.csv}, which
     * replaces the archive's target classification, next to the visits' folders.
     *
     * @param visits number of visits
     * @param threads number of visits simulated at once
     * @throws BadInput if the folder of a visit exists but does not contain this visit
     */
    public List<SimulatedVisit> makeAll(int visits, int threads) {
        WholeFile.requireRoom(output);
        List<Integer> numbers = IntStream.range(0, visits).boxed().toList();
        List<SimulatedVisit> made = new ArrayList<>(visits);
        try (Progress progress = Progress.of("simulating", visits)) {
            Runner.current()
                    .run(
                            WorkList.of(
                                    "simulating",
                                    numbers,
                                    this::make,
                                    number -> progress.step(
                                            folder(number).getFileName().toString())),
                            threads,
                            made::add);
        }
        writeCategories(made);
        return made;
    }

    private void writeCategories(List<SimulatedVisit> made) {
        WholeFile.writeText(
                output.resolve("categories.csv"),
                made.stream()
                        .map(v -> v.observation().target() + ","
                                + v.observation().category().archive())
                        .distinct()
                        .collect(Collectors.joining("\n", "targname,category\n", "\n")));
    }

    /** Writes the files of a visit into a folder. */
    void write(VisitPlan visit, Path folder) {
        ExposureMaker maker = new ExposureMaker(visit, folder);
        List<Truth.Counted> counted =
                visit.exposures().stream().map(maker::write).toList();
        double mjd = visit.exposures().get(0).start();
        List<SimulatedCatalog.Entry> gaia = SimulatedCatalog.of(
                visit.subject().scene(),
                mjd,
                visit.guiding().tie().catalog(),
                visit.rng().of("catalog"));
        String dataset = visit.dataset().toString();
        String stem = dataset.substring(0, dataset.indexOf("_total_"));
        WholeFile.writeText(folder.resolve(stem + "_GAIAeDR3_ref_cat.ecsv"), SimulatedCatalog.ecsv(gaia, mjd));
        Visit written = Visit.read(folder);
        written.poller().write(written.pollerFile());
        Truth.write(folder.resolve(Truth.NAME), visit, counted);
    }
}
