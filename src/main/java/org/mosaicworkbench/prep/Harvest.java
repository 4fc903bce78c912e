package org.mosaicworkbench.prep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.fetch.VisitNames;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.task.Runner;
import org.mosaicworkbench.task.Work;
import org.mosaicworkbench.task.WorkList;
import org.mosaicworkbench.visit.DatasetName;

/**
 * Collects the QA files of many datasets: one row per dataset, with all its files merged. Files are streamed and only
 * the columns are kept, so memory use depends only on the size of the table. A dataset without QA files, as in the
 * archive, gets its row from its total image's header and the catalogs next to it.
 *
 * <p>{@link #of} creates a harvest; setting an option returns a new one.
 */
public final class Harvest {

    /** The QA files of total images. */
    public static final String PATTERN = "*_total*_svm_*.json";

    private final Path visits;
    private final List<String> patterns;
    private final String visit;
    private final boolean synthetic;
    private final int threads;

    private Harvest(Path visits, List<String> patterns, String visit, boolean synthetic, int threads) {
        this.visits = visits;
        this.patterns = patterns;
        this.visit = visit;
        this.synthetic = synthetic;
        this.threads = threads;
    }

    /** @param visits a folder of visit folders, or one that holds QA files or total images itself */
    public static Harvest of(Path visits) {
        return new Harvest(visits, List.of(PATTERN), "", false, Parallel.cores());
    }

    /**
     * Sets which files to read.
     *
     * @param patterns file-name patterns with {@code *}, {@code ?} and {@code [...]}, separated by commas; each is
     *     searched in the folder itself and one level down
     */
    public Harvest patterns(String patterns) {
        List<String> each = Stream.of(patterns.split(","))
                .map(String::strip)
                .filter(p -> !p.isEmpty())
                .toList();
        if (each.isEmpty() || patterns.contains("/")) {
            throw new BadInput("the JSON pattern '" + patterns + "' is not a file-name pattern; give one like '"
                    + PATTERN + "'; separate several with ','");
        }
        return new Harvest(visits, each, visit, synthetic, threads);
    }

    /** Reads only one visit's folder; an empty name reads all. */
    public Harvest visit(String folder) {
        return new Harvest(visits, patterns, folder, synthetic, threads);
    }

    /**
     * @param synthetic true to append to each name the part of its folder's name from the first {@code _} on; a dataset
     *     whose folder has no such suffix is a failure
     */
    public Harvest synthetic(boolean synthetic) {
        return new Harvest(visits, patterns, visit, synthetic, threads);
    }

    /** @param threads number of files read at once, at least 1; it does not change the rows */
    public Harvest threads(int threads) {
        Require.atLeast(1, "threads", threads);
        return new Harvest(visits, patterns, visit, synthetic, threads);
    }

    /**
     * Reads the QA files, and the headers and catalogs of total images without QA files.
     *
     * @throws BadInput if the folder is missing or holds neither
     */
    public HarvestResult read() {
        Path folder = visit.isEmpty() ? visits : visits.resolve(visit);
        Reading reading = new Reading(folder);
        VisitListing listing = VisitListing.of(folder, patterns);
        listing.denied().forEach(reading::fail);
        if (listing.qaFiles().isEmpty() && listing.denied().isEmpty()) {
            reading.requireSome(listing);
        }
        reading.each("harvesting", listing.qaFiles(), HarvestedFile::qa, WorkList.Effort.SMALL);
        reading.each(
                "reading catalogs", reading.withoutQaFiles(listing), HarvestedFile::products, WorkList.Effort.USUAL);
        return reading.result();
    }

    /**
     * Takes the rows from a file written by {@link HarvestResult.Rows#writeH5} instead of the QA files. Datasets that
     * failed in that harvest are not stored and appear neither among the rows nor among the failures of this one.
     *
     * @throws BadInput if it is missing, has a different layout, or has no row for the visit
     */
    public HarvestResult reload(Path h5) {
        Hdf5.Stored stored = Hdf5.read(h5);
        Reading reading = new Reading(visit.isEmpty() ? visits : visits.resolve(visit));
        List<Integer> chosen = new ArrayList<>();
        for (int row = 0; row < stored.rows().size(); row++) {
            String folder = stored.folders().get(row);
            String byName = byName(stored.rows().index(row));
            if (visit.isEmpty() || folder.equals(visit) || byName.equals(visit)) {
                chosen.add(row);
                reading.folders.add(folder.isEmpty() ? reading.root : FileName.below(visits, folder));
                reading.files.add(List.of());
            }
        }
        if (chosen.isEmpty()) {
            throw BadInput.file(
                    h5,
                    visit.isEmpty() ? "has no rows" : "has no row for the visit " + visit,
                    "leave h5 out to harvest the QA files");
        }
        reading.rows = stored.rows().rows(chosen);
        for (int row = 0; row < reading.rows.size(); row++) {
            reading.requireSuffix(reading.rows.index(row), reading.folders.get(row));
        }
        reading.inputs.add(InputFile.of("h5", h5));
        return reading.result();
    }

    private static String byName(String index) {
        try {
            return DatasetName.of(index).folderName();
        } catch (BadInput e) {
            return "";
        }
    }

    private static boolean isCopyName(String index) {
        return byName(index).contains("_");
    }

    private final class Reading {

        private final Path root;
        private final List<Path> folders = new ArrayList<>();
        private final List<List<Path>> files = new ArrayList<>();
        private final Map<String, Failure> failures = new LinkedHashMap<>();
        private final Set<String> ofOneKind = new LinkedHashSet<>();
        private final Set<String> contradicting = new LinkedHashSet<>();
        private final Set<String> tooLong = new LinkedHashSet<>();
        private final Set<String> twoImages = new LinkedHashSet<>();
        private final SortedMap<String, List<String>> notJudged = new TreeMap<>();
        private final SortedMap<String, String> digests = new TreeMap<>();
        private final List<InputFile> inputs = new ArrayList<>();
        private Columns rows = new Columns();

        Reading(Path root) {
            this.root = root;
        }

        /** Reads files in parallel threads and merges them in order. */
        void each(String what, List<Path> all, Work<Path, HarvestedFile> opening, WorkList.Effort effort) {
            try (Progress progress = Progress.of(what, all.size())) {
                WorkList.Ending<Path, HarvestedFile> ending = new WorkList.Ending<>(
                        file -> progress.step(),
                        (file, reason) -> HarvestedFile.broken(file, new BadInput(file + ": " + reason)),
                        opened -> opened.problem() != null);
                Runner.current().run(new WorkList<>(what, all, opening, ending, effort), threads, this::merge);
            }
        }

        /** Total images of datasets without any QA file, except where QA files were excluded on purpose. */
        List<Path> withoutQaFiles(VisitListing listing) {
            Set<String> known = new HashSet<>(failures.keySet());
            Stream.of(listing.qaFiles(), listing.unwanted())
                    .flatMap(List::stream)
                    .forEach(file -> known.add(named(HarvestedFile.indexByName(file), file.getParent())));
            IntStream.range(0, rows.size()).forEach(row -> known.add(rows.index(row)));
            return listing.totals().stream()
                    .filter(total -> !known.contains(named(HarvestedFile.indexByName(total), total.getParent())))
                    .filter(this::isJudged)
                    .toList();
        }

        private boolean isJudged(Path total) {
            Optional<String> visit = HarvestedFile.visit(total);
            if (visit.isEmpty() || VisitNames.isJudged(visit.get())) {
                return true;
            }
            notJudged
                    .computeIfAbsent(VisitNames.instrument(visit.get()), any -> new ArrayList<>())
                    .add(HarvestedFile.indexByName(total));
            return false;
        }

        /** Without QA files, there must be a total image that can be judged. */
        void requireSome(VisitListing listing) {
            if (!listing.unwanted().isEmpty() || listing.totals().isEmpty()) {
                throw listing.nothing();
            }
            if (listing.totals().stream().noneMatch(this::isJudged)) {
                throw BadInput.file(root, notJudged().get(0), "give visits of ACS or WFC3");
            }
            notJudged.clear();
        }

        void merge(HarvestedFile opened) {
            Path folder = opened.file().getParent();
            if (opened.problem() != null) {
                fail(named(opened.index(), folder), opened.problem());
                return;
            }
            opened.digests().forEach((file, digest) -> digests.put(seen(file), digest));
            int row = rows.row(named(opened.index(), folder));
            String index = rows.index(row);
            if (row == folders.size()) {
                folders.add(folder);
                files.add(new ArrayList<>(2));
                requireSuffix(index, folder);
            } else if (!folders.get(row).equals(folder)) {
                String kind = Dataset.isOfProducts(rows, row) ? "total images" : "QA files";
                fail(
                        index,
                        new BadInput(index + ": its " + kind + " are in two folders, " + folders.get(row) + " and "
                                + folder
                                + "; prepare misaligned copies separately with crpt (-c 1), choose one visit's folder "
                                + "(--visit), or move copies away"));
                return;
            } else if (Dataset.isOfProducts(rows, row)) {
                twoImages.add(index + " (" + files.get(row).get(0).getFileName() + ", which is used, and "
                        + opened.file().getFileName() + ")");
                return;
            }
            tooLong.addAll(opened.tooLong());
            opened.values().forEach((column, value) -> take(opened.file(), row, column, value));
            files.get(row).add(opened.file());
        }

        /** Header values are taken from the first file that has them, all others from the last. */
        private void take(Path file, int row, String column, Object value) {
            Object before = rows.value(column, row);
            boolean header = column.startsWith("header.") || column.startsWith("gen_info.");
            if (!header && before != null) {
                Path earlier = holder(row, column);
                ofOneKind.add(rows.index(row) + " (" + earlier.getFileName() + " and " + file.getFileName()
                        + ", which is used)");
            }
            if (header && before != null && value != null && !before.equals(value)) {
                contradicting.add(column + " of " + rows.index(row) + " is '" + before + "' in "
                        + holder(row, column).getFileName() + ", which is used, and '" + value + "' in "
                        + file.getFileName());
            }
            if (!header || before == null) {
                rows.set(column, row, value);
            }
        }

        /**
         * The file that a value came from; files are read again for this, which avoids storing the source of every
         * value.
         */
        private Path holder(int row, String column) {
            List<Path> earlier = files.get(row);
            return earlier.stream()
                    .filter(file -> {
                        HarvestedFile again = HarvestedFile.qa(file);
                        return again.problem() == null && again.values().get(column) != null;
                    })
                    .findFirst()
                    .orElse(earlier.get(0));
        }

        HarvestResult result() {
            List<Dataset> datasets = new ArrayList<>();
            List<Integer> good = new ArrayList<>();
            List<String> noGaia = new ArrayList<>();
            List<String> copies = new ArrayList<>();
            for (int row = 0; row < rows.size(); row++) {
                if (!failures.containsKey(rows.index(row))) {
                    try {
                        datasets.add(Dataset.of(rows, row, folders.get(row)));
                        good.add(row);
                        if (!synthetic
                                && isCopy(datasets.get(datasets.size() - 1).name(), folders.get(row))) {
                            copies.add(rows.index(row) + " in " + folders.get(row));
                        }
                        if (!Dataset.isOfProducts(rows, row) && rows.value(Dataset.GAIA, row) == null) {
                            noGaia.add(rows.index(row));
                        }
                    } catch (BadInput e) {
                        fail(rows.index(row), e);
                    }
                }
            }
            Columns kept = good.size() == rows.size() ? rows : rows.rows(good);
            List<String> from = good.stream().map(row -> seen(folders.get(row))).toList();
            inputs.add(0, InputFile.chosen("visits", visits, digests));
            return new HarvestResult(
                    datasets,
                    List.copyOf(failures.values()),
                    warnings(datasets, noGaia, copies),
                    inputs,
                    new HarvestResult.Rows(kept, from));
        }

        /** The path relative to the visits' folder. */
        private String seen(Path place) {
            return visits.toAbsolutePath().relativize(place.toAbsolutePath()).toString();
        }

        private List<String> notJudged() {
            return notJudged.entrySet().stream()
                    .map(e -> "not judged: " + e.getKey() + " (" + MessageLists.some(e.getValue()) + ")")
                    .toList();
        }

        private List<String> warnings(List<Dataset> datasets, List<String> noGaia, List<String> copies) {
            List<String> warnings = new ArrayList<>(notJudged());
            warnings.addAll(MissingFeatures.warnings(datasets));
            if (!noGaia.isEmpty()) {
                warnings.add("no gaia_sources file, gaia is 0: " + MessageLists.some(noGaia));
            }
            if (!copies.isEmpty()) {
                warnings.add(
                        "names with a synthetic copy's suffix, prepared as aligned (misaligned copies need crpt, -c"
                                + " 1): "
                                + MessageLists.some(copies));
            }
            if (!ofOneKind.isEmpty()) {
                warnings.add("two QA files of the same kind for one dataset (move the older one away): "
                        + MessageLists.some(ofOneKind));
            }
            if (!twoImages.isEmpty()) {
                warnings.add(
                        "two total images of one dataset (move the older one away): " + MessageLists.some(twoImages));
            }
            if (!contradicting.isEmpty()) {
                warnings.add("QA files of one dataset contradict each other: " + MessageLists.some(contradicting));
            }
            if (!tooLong.isEmpty()) {
                warnings.add("arrays of more than " + QaFile.LONGEST_ARRAY
                        + " values, or of objects, are left out of the harvested "
                        + "rows: "
                        + MessageLists.some(tooLong));
            }
            return warnings;
        }

        private void fail(String index, BadInput problem) {
            failures.putIfAbsent(index, new Failure(index, Failure.Stage.HARVEST, problem.getMessage()));
        }

        private String named(String index, Path folder) {
            return synthetic ? index + suffix(folder) : index;
        }

        private void requireSuffix(String index, Path folder) {
            if (synthetic && !isCopyName(index)) {
                fail(
                        index,
                        BadInput.file(
                                folder,
                                "has no synthetic suffix as in <visit>_<filter>_<all|sub>_<stat|stoc>",
                                "prepare aligned visits without crpt (-c 0)"));
            }
        }

        /** A copy is recognised by its name, or by a folder named after its visit plus a suffix. */
        private boolean isCopy(DatasetName name, Path folder) {
            Path last = folder.toAbsolutePath().normalize().getFileName();
            return !name.suffix().isEmpty() || (last != null && last.toString().startsWith(name.visit() + "_"));
        }

        private String suffix(Path folder) {
            Path name = folder.toAbsolutePath().normalize().getFileName();
            int underscore = name == null ? -1 : name.toString().indexOf('_');
            return underscore < 0 ? "" : name.toString().substring(underscore);
        }
    }
}
