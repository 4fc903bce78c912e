package org.mosaicworkbench.visit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;

/**
 * A visit on disk: a folder of calibrated exposures, with or without a poller file that lists the exposures to use.
 *
 * @param folder its folder, named after the visit (with a suffix for a synthetic copy)
 * @param exposures the exposures that make its mosaics, sorted by start time, then by name; at least one, all of the
 *                  same visit, with one file per exposure
 * @param leftOut files of the visit that are not used: unsuitable exposures, and duplicate files of an exposure
 */
public record Visit(Path folder, List<Exposure> exposures, List<LeftOut> leftOut) implements Displayable {

    private static final String EXPOSURE_NAME = ".+_fl[tc]\\.fits(\\.[gf]z)?";
    private static final String BESIDE = ".*_input\\.out|.*_ref_cat\\.ecsv|truth\\.json";

    private static final List<String> PACKED = List.of("", ".gz", ".fz");

    private static final Comparator<Exposure> BY_TIME = Comparator.comparingDouble(
                    (Exposure exposure) -> exposure.observation().start())
            .thenComparing(Exposure::rootname);

    public Visit {
        exposures = List.copyOf(exposures);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Reads a visit: the exposures that its poller file lists, or, without one, all exposures in the folder. If an
     * exposure has several files, one is chosen: {@code flc} before {@code flt}, the archive's name before that of a
     * renamed copy, a plain file before a compressed one.
     *
     * @throws BadInput if the folder is missing or holds no usable exposure, a listed exposure is missing, or exposures
     *                  of several visits are mixed
     */
    public static Visit read(Path folder) {
        List<Exposure> usable = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        List<Path> files = chosen(folder, files(folder));
        for (Path file : new LinkedHashSet<>(files)) {
            try (FitsFile fits = FitsFile.open(file)) {
                Exposure exposure = Exposure.read(fits);
                ExposureRules.whyLeftOut(fits, exposure)
                        .ifPresentOrElse(why -> leftOut.add(new LeftOut(exposure, why)), () -> usable.add(exposure));
            }
        }
        List<Exposure> exposures = SameExposure.onceEach(usable, leftOut::add);
        exposures.stream()
                .filter(exposure -> Collections.frequency(files, exposure.file()) > 1)
                .forEach(exposure -> leftOut.add(new LeftOut(exposure, "listed again in the poller file")));
        requireOneVisit(folder, exposures, leftOut);
        leftOut.sort(Comparator.comparing(LeftOut::exposure, BY_TIME));
        return new Visit(folder, exposures.stream().sorted(BY_TIME).toList(), leftOut);
    }

    private static void requireOneVisit(Path folder, List<Exposure> exposures, List<LeftOut> leftOut) {
        if (exposures.isEmpty()) {
            throw BadInput.file(
                    folder,
                    "no exposure of the detector "
                            + each(leftOut, one -> one.exposure().detector().name(), " and ") + " can be used ("
                            + each(leftOut, one -> one.exposure().rootname() + " " + one.note(List.of()), ", ") + ")",
                    "give at least one good exposure");
        }
        Set<String> visits = new TreeSet<>();
        exposures.forEach(e -> visits.add(e.visit()));
        if (visits.size() > 1) {
            throw BadInput.file(
                    folder, "contains exposures of several visits " + visits, "put each visit into a separate folder");
        }
    }

    private static String each(List<LeftOut> files, Function<LeftOut, String> words, String separator) {
        return files.stream()
                .sorted(Comparator.comparing(LeftOut::exposure, BY_TIME))
                .map(words)
                .distinct()
                .collect(Collectors.joining(separator));
    }

    /**
     * The unused files of a detector. Files of detectors without any used exposure are counted among those of the first
     * detector.
     *
     * @param detector one of {@link #detectors()}
     */
    public List<LeftOut> leftOut(Detector detector) {
        List<Detector> used = detectors();
        return leftOut.stream()
                .filter(one -> one.exposure().detector() == detector
                        || (detector == used.get(0)
                                && !used.contains(one.exposure().detector())))
                .toList();
    }

    /**
     * Lists the files that determine the products of the visit: exposures, poller file, reference catalogs and, for a
     * simulated visit, its truth file.
     *
     * @return the existing files, sorted by name
     */
    public List<Path> inputs() {
        List<Path> used = exposures.stream().map(Exposure::file).toList();
        return files(folder).stream()
                .filter(file ->
                        used.contains(file) || file.getFileName().toString().matches(BESIDE))
                .sorted()
                .toList();
    }

    /** @return true if the file has the name of a calibrated exposure */
    public static boolean isExposure(Path file) {
        return file.getFileName().toString().matches(EXPOSURE_NAME);
    }

    /** @return the visit's six-character name, for instance {@code j8bt06} */
    public String name() {
        return exposures.get(0).visit();
    }

    /** @return the detectors of its exposures in the order of first use; each has its own total image */
    public List<Detector> detectors() {
        return exposures.stream().map(Exposure::detector).distinct().toList();
    }

    /**
     * Returns the name of one detector's total image. The total image of a synthetic copy has the same name as that of
     * the real visit; only preparation adds the folder's suffix.
     *
     * @param detector one of {@link #detectors()}
     */
    public DatasetName total(Detector detector) {
        Exposure first = exposures.stream()
                .filter(e -> e.detector() == detector)
                .findFirst()
                .orElseThrow(() -> BadInput.file(
                        folder,
                        "has no exposure of the detector '" + detector.label() + "'",
                        "choose one of "
                                + detectors().stream().map(Detector::label).toList()));
        return new DatasetName(
                new DatasetName.Program(
                        first.observation().proposal(), first.rootname().substring(4, 6)),
                first.observation().instrument(),
                detector.label(),
                "total",
                name(),
                "");
    }

    /** @return the path of the visit's poller file, whether or not it exists */
    public Path pollerFile() {
        return folder.resolve(name() + "_input.out");
    }

    /** @return a poller file's content, with every exposure once, including those that are left out */
    public Poller poller() {
        Map<String, Exposure> all = new LinkedHashMap<>();
        Stream.concat(exposures.stream(), leftOut.stream().map(LeftOut::exposure))
                .forEach(exposure -> all.putIfAbsent(exposure.rootname(), exposure));
        return new Poller(
                all.values().stream().sorted(BY_TIME).map(Exposure::pollerLine).toList());
    }

    @Override
    public Display display() {
        return rows().display();
    }

    @Override
    public String toString() {
        return "Visit " + name() + " in " + folder + "\n" + rows()
                + leftOut.stream().map(one -> "\nleft out: " + one).collect(Collectors.joining());
    }

    private TextTable rows() {
        TextTable rows = TextTable.of(
                "exposure", "target", "instrument", "detector", "filters", "start (MJD)", "exposure time (s)");
        for (Exposure e : exposures) {
            rows = rows.with(
                    e.rootname(),
                    e.observation().target(),
                    e.observation().instrument(),
                    e.detector().label(),
                    e.filters(),
                    String.format(Locale.ROOT, "%.5f", e.observation().start()),
                    e.observation().exptime());
        }
        return rows;
    }

    private static List<Path> chosen(Path folder, List<Path> files) {
        List<Path> pollers =
                files.stream().filter(f -> f.toString().endsWith("_input.out")).toList();
        if (pollers.size() > 1) {
            throw BadInput.file(folder, "has several poller files " + names(pollers), "keep one");
        }
        if (!pollers.isEmpty()) {
            return listed(folder, pollers.get(0));
        }
        List<Path> exposures = files.stream().filter(Visit::isExposure).toList();
        if (exposures.isEmpty()) {
            throw BadInput.file(
                    folder, "contains no exposure (*_flt.fits or *_flc.fits)", "give the folder of one visit");
        }
        return exposures;
    }

    private static List<Path> listed(Path folder, Path poller) {
        List<Path> exposures = new ArrayList<>();
        for (Poller.Line line : Poller.read(poller).lines()) {
            exposures.add(PACKED.stream()
                    .map(ending -> folder.resolve(line.filename() + ending))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> BadInput.file(
                            poller,
                            "lists " + line.filename() + ", which is not in " + folder,
                            "put the exposure there or remove its line")));
        }
        return exposures;
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(f -> f.getFileName().toString()).toList();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> sorted = all.sorted().toList();
            sorted.stream()
                    .filter(file -> isExposure(file) && !Files.isRegularFile(file))
                    .findFirst()
                    .ifPresent(file -> {
                        throw BadInput.file(
                                file,
                                Files.exists(file) ? "is not a file" : "is a link to a missing file",
                                "put the exposure there or remove the link");
                    });
            return sorted.stream().filter(Files::isRegularFile).toList();
        } catch (NoSuchFileException e) {
            throw BadInput.file(folder, "no such folder", "check the path");
        } catch (NotDirectoryException e) {
            throw BadInput.file(folder, "is not a folder", "give the folder of one visit");
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be listed", "check its permissions");
        }
    }
}
