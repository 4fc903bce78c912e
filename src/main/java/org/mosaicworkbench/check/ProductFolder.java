package org.mosaicworkbench.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.mosaic.ExposureImageMaker;
import org.mosaicworkbench.mosaic.ExposureImages;
import org.mosaicworkbench.mosaic.VisitCombination;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Visit;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * Collects the products of visits in one folder, with a subfolder per visit. Finished products are linked, not copied,
 * and never changed. If there is no total image, the exposures are combined; if single-exposure images are missing next
 * to a total image, they are drizzled onto its grid. Both steps use the headers as they are, without alignment. The
 * folder of a visit is written atomically, and rewritten only if the visit's files have changed.
 *
 * @param folder the folder for the visits' folders, with nothing else in it
 * @param threads number of worker threads
 */
public record ProductFolder(Path folder, int threads) {

    /**
     * The file that lists the inputs of a visit's folder. Its presence also shows that this software made the folder.
     */
    private static final String SOURCES = "sources.txt";

    private static final Failure.Stage STAGE = Failure.Stage.PROCESS;

    /** A visit and the location of its files. */
    private record Source(String visit, GivenVisits.Place place, List<Path> totals, List<Path> files) {

        /** Describes the inputs: names, sizes and modification times of the files. */
        String fingerprint() {
            return files.stream()
                            .map(file -> file + " " + file.toFile().length() + " "
                                    + file.toFile().lastModified())
                            .collect(Collectors.joining("\n"))
                    + "\n";
        }

        List<Path> products() {
            return files.stream()
                    .filter(file -> !Visit.isExposure(file))
                    .filter(file -> file.getFileName().toString().startsWith("hst_"))
                    .toList();
        }
    }

    /**
     * Collects the products of visits. Products of other visits from an earlier run are removed.
     *
     * @throws BadInput if the folder cannot be written, or contains a folder not made by this software
     */
    public GatheredVisits gather(List<GivenVisits.Place> places) {
        places.forEach(this::requireOutside);
        makeFolder();
        List<Failure> failures = new ArrayList<>();
        List<Source> sources = once(places, failures);
        requireOwn(sources.stream().map(Source::visit).toList());
        EachDataset.Done<Optional<Failure>> done = EachDataset.of("gathering products", STAGE, Source::visit)
                .threads(1)
                .run(sources, this::bring);
        failures.addAll(done.failures());
        done.results().forEach(remark -> remark.ifPresent(failures::add));
        Map<Path, Basis> images = new LinkedHashMap<>();
        for (Source source : sources) {
            Path own = FileName.in(folder, source.visit);
            if (Files.exists(own)) {
                totals(own).forEach(total -> images.put(total, basis(total)));
            }
        }
        return new GatheredVisits(folder, images, failures);
    }

    private void requireOutside(GivenVisits.Place place) {
        if (place.folder().startsWith(folder.toAbsolutePath().normalize())) {
            throw BadInput.file(
                    place.folder(), "is inside the folder in which products are gathered", "choose another output");
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be created (" + e.getMessage() + ")", "choose another output folder");
        }
        WholeFolder.removeLeftovers(folder);
    }

    /** Keeps the first occurrence of each visit and records duplicates as failures. */
    private static List<Source> once(List<GivenVisits.Place> places, List<Failure> failures) {
        Map<String, Source> sources = new TreeMap<>();
        for (GivenVisits.Place place : places) {
            String called = place.folder().getFileName().toString();
            EachDataset.Outcome<List<Source>> outcome = EachDataset.attempt(STAGE, called, () -> sources(place));
            outcome.failure().ifPresent(failures::add);
            for (Source source : outcome.value().orElse(List.of())) {
                Source before = sources.putIfAbsent(source.visit, source);
                if (before != null) {
                    failures.add(new Failure(
                            source.visit,
                            STAGE,
                            BadInput.file(
                                            place.folder(),
                                            "belongs to the same visit as " + before.place.folder(),
                                            "check it separately")
                                    .getMessage()));
                }
            }
        }
        return List.copyOf(sources.values());
    }

    private static List<Source> sources(GivenVisits.Place place) {
        List<Path> files = VisitFolders.list(place.folder()).stream()
                .filter(Files::isRegularFile)
                .toList();
        Map<String, List<Path>> totals = new TreeMap<>();
        files.stream()
                .filter(DatasetName::isTotalImage)
                .filter(file -> place.image().map(file::equals).orElse(true))
                .forEach(file -> totals.computeIfAbsent(visit(file), name -> new ArrayList<>())
                        .add(file));
        if (totals.isEmpty()) {
            return List.of(new Source(Visit.read(place.folder()).name(), place, List.of(), files));
        }
        return totals.entrySet().stream()
                .map(one -> new Source(
                        one.getKey(),
                        place,
                        one.getValue(),
                        files.stream()
                                .filter(file -> belongs(file, one.getKey()))
                                .filter(file -> !DatasetName.isTotalImage(file)
                                        || one.getValue().contains(file))
                                .toList()))
                .toList();
    }

    private static String visit(Path total) {
        return DatasetName.of(total.getFileName().toString()).visit();
    }

    private static boolean belongs(Path file, String visit) {
        String name = file.getFileName().toString();
        return name.endsWith("_ref_cat.ecsv")
                || name.startsWith(visit)
                || (name.startsWith("hst_") && name.contains("_" + visit));
    }

    /** Removes folders made by this software that belong to other visits. */
    private void requireOwn(List<String> visits) {
        for (Path there : VisitFolders.list(folder)) {
            if (!Files.exists(there.resolve(SOURCES))) {
                throw BadInput.file(
                        there, "already exists and was not created by check", "choose another output folder");
            }
            if (!visits.contains(there.getFileName().toString())) {
                delete(there);
            }
        }
    }

    private static void delete(Path there) {
        try {
            WholeFolder.delete(there);
        } catch (IOException e) {
            throw new UncheckedIOException(there + " cannot be deleted", e);
        }
    }

    /** @return why exposures next to a total image could not be used; empty if they could */
    private Optional<Failure> bring(Source source) {
        Path own = FileName.in(folder, source.visit);
        Path list = own.resolve(SOURCES);
        try {
            if (Files.exists(list) && Files.readString(list).equals(source.fingerprint())) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw BadInput.file(list, "cannot be read", "delete " + own);
        }
        delete(own);
        List<Failure> unused = new ArrayList<>();
        WholeFolder.write(own, beside -> {
            if (source.totals.isEmpty()) {
                combine(source, beside);
            } else {
                unused.addAll(link(source, beside));
            }
            // If exposures could not be used, the next run tries again.
            Files.writeString(beside.resolve(SOURCES), source.fingerprint() + (unused.isEmpty() ? "" : "incomplete\n"));
        });
        return unused.stream().findFirst();
    }

    private void combine(Source source, Path beside) {
        new VisitCombination(source.place.folder(), beside, AlignMode.NONE, CosmicRayRejection.ALIGNED, true, threads)
                .run();
    }

    private List<Failure> link(Source source, Path beside) throws IOException {
        for (Path file : source.products()) {
            Files.createSymbolicLink(
                    beside.resolve(file.getFileName()), file.toAbsolutePath().normalize());
        }
        if (source.files.stream().noneMatch(Visit::isExposure)) {
            return List.of();
        }
        List<Failure> unused = new ArrayList<>();
        for (Path total : totals(beside)) {
            if (ExposureImages.files(total).isEmpty()) {
                EachDataset.attempt(
                                STAGE,
                                DatasetName.of(total.getFileName().toString()).toString(),
                                () -> drizzle(source, total, beside))
                        .failure()
                        .ifPresent(failure -> unused.add(new Failure(
                                failure.index(), STAGE, failure.reason() + "; the mosaic alone was judged")));
            }
        }
        return unused;
    }

    private List<Path> drizzle(Source source, Path total, Path beside) {
        return new ExposureImageMaker(Visit.read(source.place.folder()), threads).write(total, beside);
    }

    private static List<Path> totals(Path own) {
        return VisitFolders.list(own).stream().filter(DatasetName::isTotalImage).toList();
    }

    private static Basis basis(Path total) {
        if (!Files.isSymbolicLink(total)) {
            return Basis.EXPOSURES;
        }
        List<Path> images = ExposureImages.files(total);
        return images.isEmpty()
                ? Basis.MOSAIC
                : images.stream().allMatch(Files::isSymbolicLink) ? Basis.PRODUCTS : Basis.HEADERS;
    }
}
