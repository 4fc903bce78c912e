package org.mosaicworkbench.prep;

import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.visit.DatasetName;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Collects the QA files of many datasets: one row a dataset, all its files merged. Each file is streamed, and a row
 * holds only what becomes a column, so memory grows with the table alone.
 *
 * <p>Made by {@link #of}; an option returns a new harvest.
 */
public final class Harvest {

    /** The QA files of total images. */
    public static final String PATTERN = "*_total*_svm_*.json";

    private static final int CHUNK = 1000;

    /**
     * What a harvest brought in.
     *
     * @param datasets in the order of their files' paths
     * @param failures datasets that were left out, in the order of their files' paths
     * @param warnings one line each
     * @param digest   SHA-256 over the names and contents of all files read, hexadecimal
     * @param rows     all columns of the datasets
     */
    public record Yield(List<Dataset> datasets, List<Failure> failures, List<String> warnings, String digest,
                        Rows rows) {

        public Yield {
            datasets = List.copyOf(datasets);
            failures = List.copyOf(failures);
            warnings = List.copyOf(warnings);
        }
    }

    /** All harvested columns of the datasets, also those that no feature is made of. */
    public static final class Rows {

        private final Columns columns;

        private Rows(Columns columns) {
            this.columns = columns;
        }

        /** @return how many datasets there are */
        public int size() {
            return columns.size();
        }

        /** @return the names of the columns, flattened: {@code header.TARGNAME}, {@code number_of_sources.point} */
        public List<String> names() {
            return List.copyOf(columns.columns());
        }

        /**
         * Writes them to an HDF5 file, whole or not at all: group {@code /mydata}, one dataset a column, and
         * {@code index}. A {@code /} in a column's name becomes {@code _}.
         */
        public Path writeH5(Path place) {
            return Hdf5.write(place, columns);
        }
    }

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

    /** @param visits a folder of visit folders, or one that holds QA files itself */
    public static Harvest of(Path visits) {
        return new Harvest(visits, List.of(PATTERN), "", false, Parallel.cores());
    }

    /**
     * Which files to read.
     *
     * @param patterns file-name patterns with {@code *}, {@code ?} and {@code [...]}, several separated by commas;
     *                 each is looked for in the folder and, where nothing matches there, one level down
     */
    public Harvest patterns(String patterns) {
        List<String> each = Stream.of(patterns.split(",")).map(String::strip).filter(p -> !p.isEmpty()).toList();
        if (each.isEmpty() || patterns.contains("/")) {
            throw new BadInput("the JSON pattern '" + patterns + "' is not a file-name pattern; give one like '" + PATTERN
                    + "', several with ','");
        }
        return new Harvest(visits, each, visit, synthetic, threads);
    }

    /** Reads one visit's folder only; an empty name reads all. */
    public Harvest visit(String folder) {
        return new Harvest(visits, patterns, folder, synthetic, threads);
    }

    /** @param synthetic true to append to each name what its folder's name has after the first {@code _} */
    public Harvest synthetic(boolean synthetic) {
        return new Harvest(visits, patterns, visit, synthetic, threads);
    }

    /** @param threads how many files are read at once, at least 1; the rows are the same for any number */
    public Harvest threads(int threads) {
        return new Harvest(visits, patterns, visit, synthetic, threads);
    }

    /**
     * Reads the files.
     *
     * @throws BadInput when the folder is missing or no file matches
     */
    public Yield read() {
        Path folder = visit.isEmpty() ? visits : visits.resolve(visit);
        Reading reading = new Reading(folder);
        List<Path> files = reading.find();
        if (files.isEmpty() && reading.failures.isEmpty()) {
            throw BadInput.file(folder, "has no QA file that matches " + String.join(" or ", patterns)
                    + ", neither there nor one level down", "name the folder of the visits' folders");
        }
        try (Progress progress = Progress.of("harvesting", files.size())) {
            for (int from = 0; from < files.size(); from += CHUNK) {
                List<Path> chunk = files.subList(from, Math.min(files.size(), from + CHUNK));
                for (Opened opened : Parallel.map(chunk, threads, reading::open)) {
                    reading.merge(opened);
                    progress.step();
                }
            }
        }
        return reading.result();
    }

    /**
     * Takes the rows from a file that {@link Rows#writeH5} wrote, instead of the QA files.
     *
     * @throws BadInput when it is missing or of another layout
     */
    public Yield reload(Path h5) {
        Path folder = visit.isEmpty() ? visits : visits.resolve(visit);
        Reading reading = new Reading(folder);
        Columns stored = Hdf5.read(h5);
        List<Integer> chosen = new ArrayList<>();
        for (int row = 0; row < stored.size(); row++) {
            if (visit.isEmpty() || DatasetName.of(stored.index(row)).folderName().equals(visit)) {
                chosen.add(row);
            }
        }
        reading.rows = stored.rows(chosen);
        chosen.forEach(row -> reading.folders.add(folder));
        reading.digest.update(Digests.sha256(h5));
        return reading.result();
    }

    /** A file that was read, or why it could not be. */
    private record Opened(Path file, QaFile content, BadInput problem) {
    }

    private final class Reading {

        private final Path root;
        private final List<Path> folders = new ArrayList<>();
        private final Map<String, Failure> failures = new LinkedHashMap<>();
        private final Set<String> inSeveralFolders = new LinkedHashSet<>();
        private final Set<String> tooLong = new LinkedHashSet<>();
        private final MessageDigest digest = Digests.sha256();
        private Columns rows = new Columns();

        Reading(Path root) {
            this.root = root;
        }

        List<Path> find() {
            if (!Files.isDirectory(root)) {
                throw BadInput.file(root, Files.exists(root) ? "is not a folder" : "no such folder",
                        "check the path");
            }
            Map<String, Path> found = new TreeMap<>();
            List<PathMatcher> deeper = new ArrayList<>();
            for (String pattern : patterns) {
                PathMatcher matcher = matcher(pattern);
                List<Path> here = matching(root, List.of(matcher));
                here.forEach(file -> found.put(file.toString(), file));
                if (here.isEmpty()) {
                    deeper.add(matcher);
                }
            }
            if (!deeper.isEmpty()) {
                for (Path folder : list(root).stream().filter(Files::isDirectory).toList()) {
                    matching(folder, deeper).forEach(file -> found.put(file.toString(), file));
                }
            }
            return List.copyOf(found.values());
        }

        Opened open(Path file) {
            try {
                return new Opened(file, QaFile.read(file), null);
            } catch (BadInput e) {
                return new Opened(file, null, e);
            }
        }

        void merge(Opened opened) {
            Path folder = opened.file.getParent();
            if (opened.problem != null) {
                fail(named(QaFile.indexByName(opened.file), folder), opened.problem);
                return;
            }
            digest.update((root.relativize(opened.file) + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(opened.content.digest());
            int row = rows.row(named(opened.content.index(), folder));
            if (row == folders.size()) {
                folders.add(folder);
            } else if (!folders.get(row).equals(folder)) {
                inSeveralFolders.add(rows.index(row) + " (" + folders.get(row) + ", " + folder + ")");
            }
            tooLong.addAll(opened.content.tooLong());
            opened.content.values().forEach((column, value) -> {
                boolean onceOnly = column.startsWith("header.") || column.startsWith("gen_info.");
                if (!onceOnly || rows.value(column, row) == null) {
                    rows.set(column, row, value);
                }
            });
        }

        Yield result() {
            List<Dataset> datasets = new ArrayList<>();
            List<Integer> good = new ArrayList<>();
            List<String> noGaia = new ArrayList<>();
            for (int row = 0; row < rows.size(); row++) {
                if (!failures.containsKey(rows.index(row))) {
                    try {
                        datasets.add(Dataset.of(rows, row, folders.get(row)));
                        good.add(row);
                        if (rows.value(Dataset.GAIA, row) == null) {
                            noGaia.add(rows.index(row));
                        }
                    } catch (BadInput e) {
                        fail(rows.index(row), e);
                    }
                }
            }
            Columns kept = good.size() == rows.size() ? rows : rows.rows(good);
            return new Yield(datasets, List.copyOf(failures.values()), warnings(noGaia),
                    HexFormat.of().formatHex(digest.digest()), new Rows(kept));
        }

        private List<String> warnings(List<String> noGaia) {
            List<String> warnings = new ArrayList<>();
            if (!noGaia.isEmpty()) {
                warnings.add("no gaia_sources file, gaia is 0: " + Words.some(noGaia));
            }
            if (!inSeveralFolders.isEmpty()) {
                warnings.add("QA files in several folders, the values read last count (take copies away, or prepare "
                        + "them as synthetic): " + Words.some(inSeveralFolders));
            }
            if (!tooLong.isEmpty()) {
                warnings.add("arrays of more than " + QaFile.LONGEST_ARRAY + " values are left out of the harvested rows: "
                        + Words.some(tooLong));
            }
            return warnings;
        }

        private void fail(String index, BadInput problem) {
            failures.putIfAbsent(index, new Failure(index, Failure.Stage.HARVEST, problem.getMessage()));
        }

        private String named(String index, Path folder) {
            Path name = folder.toAbsolutePath().normalize().getFileName();
            int underscore = name == null ? -1 : name.toString().indexOf('_');
            return synthetic && underscore >= 0 ? index + name.toString().substring(underscore) : index;
        }

        private List<Path> matching(Path folder, List<PathMatcher> matchers) {
            return list(folder).stream()
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> matchers.stream().anyMatch(m -> m.matches(file.getFileName())))
                    .filter(Files::isRegularFile).toList();
        }

        private List<Path> list(Path folder) {
            try (Stream<Path> all = Files.list(folder)) {
                return all.sorted().toList();
            } catch (AccessDeniedException e) {
                BadInput denied = BadInput.file(folder, "may not be listed", "ask for the permission to read it");
                if (folder.equals(root)) {
                    throw denied;
                }
                fail(folder.getFileName().toString(), denied);
                return List.of();
            } catch (IOException e) {
                throw BadInput.file(folder, "cannot be listed (" + e.getMessage() + ")", "check the disk it is on");
            }
        }

        private PathMatcher matcher(String pattern) {
            try {
                return FileSystems.getDefault().getPathMatcher("glob:" + pattern.replaceAll("([{}\\\\])", "\\\\$1"));
            } catch (PatternSyntaxException e) {
                throw new BadInput("the JSON pattern '" + pattern + "' is not a file-name pattern; give one like '"
                        + PATTERN + "'");
            }
        }
    }
}
