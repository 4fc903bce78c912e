package org.mosaicworkbench.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mosaicworkbench.archive.Archive;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.DataSize;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;

/**
 * Fetches visits: finds them, adds up the download size, and downloads the files visit by visit.
 *
 * @param wanted requested visits, by any of their names
 * @param output folder in which each visit gets a folder
 * @param level which files of each visit to fetch
 * @param maxSize largest download size allowed
 * @param archive the archive
 */
public record ArchiveFetch(List<Wanted> wanted, Path output, FetchLevel level, DataSize maxSize, Archive archive) {

    private static final String FAILURES = "failures.csv";
    private static final int QUESTIONS_AT_ONCE = 4;

    /** Copies the list. */
    public ArchiveFetch {
        wanted = List.copyOf(wanted);
    }

    /**
     * Fetches all visits. Complete visits are not queried again.
     *
     * @throws BadInput if there is nothing to fetch, the download is too large, or the disk lacks space
     */
    public FetchResult run() {
        WholeFile.requireRoom(output);
        Work work = new Work();
        work.find();
        work.list();
        work.requireSize();
        work.fetch();
        return work.done();
    }

    /** The state of one run. */
    private final class Work {

        private final VisitSearch search = new VisitSearch(archive);
        private final Map<String, Optional<FoundVisit>> visits = new LinkedHashMap<>();
        private final Map<String, List<String>> notJudged = new TreeMap<>();
        private final List<FetchedVisit> whole = new ArrayList<>();
        private final List<PlannedVisit> planned = new ArrayList<>();
        private final List<Failure> failures = new ArrayList<>();

        /**
         * Finds the requested visits, except those already downloaded and those of instruments other than ACS and WFC3.
         */
        void find() {
            EachDataset.Done<Map<String, Optional<FoundVisit>>> found = EachDataset.<Wanted>of(
                            "querying the archive", Failure.Stage.FETCH, Wanted::toString)
                    .threads(QUESTIONS_AT_ONCE)
                    .telling(wanted.size() > 1 ? EachDataset.Telling.COUNT : EachDataset.Telling.NOTHING)
                    .run(wanted, search::visits);
            failures.addAll(found.failures());
            found.results()
                    .forEach(more -> more.forEach(
                            (name, visit) -> visits.merge(name, visit, (one, other) -> one.isPresent() ? one : other)));
            visits.keySet().removeIf(name -> {
                if (!VisitNames.isJudged(name)) {
                    notJudged
                            .computeIfAbsent(VisitNames.instrument(name), any -> new ArrayList<>())
                            .add(name);
                    return true;
                }
                Optional<FetchedVisit> there = VisitFetch.whole(name, folder(name), level);
                there.ifPresent(whole::add);
                return there.isPresent();
            });
        }

        /** Lists the files of each visit. */
        void list() {
            EachDataset.Done<PlannedVisit> listed = EachDataset.<String>of(
                            "querying the archive", Failure.Stage.FETCH, name -> name)
                    .threads(QUESTIONS_AT_ONCE)
                    .run(List.copyOf(visits.keySet()), name -> {
                        FoundVisit visit = visits.get(name).orElseGet(() -> search.visit(name));
                        return new PlannedVisit(name, folder(name), search.files(visit, level));
                    });
            failures.addAll(listed.failures());
            planned.addAll(listed.results());
            if (planned.isEmpty() && whole.isEmpty()) {
                throw new BadInput(
                        failures.isEmpty()
                                ? String.join("; ", warnings())
                                        + "; give a visit of ACS or WFC3, or a target with --target"
                                : failures.get(0).reason());
            }
        }

        void requireSize() {
            if (missing() > maxSize.bytes()) {
                throw new BadInput(size() + " to fetch, more than the limit of " + maxSize
                        + "; raise it with --max-size, or give fewer visits");
            }
            requireRoom(missing());
        }

        private long missing() {
            return planned.stream().mapToLong(PlannedVisit::missing).sum();
        }

        private String size() {
            long count = planned.stream().mapToLong(PlannedVisit::missingFiles).sum();
            long unknown = planned.stream().mapToLong(PlannedVisit::unknown).sum();
            return new DataSize(missing()) + " in " + Count.of(count, "file") + " of "
                    + Count.of(planned.size(), "visit") + (unknown == 0 ? "" : " (" + unknown + " of unknown size)");
        }

        private void requireRoom(long bytes) {
            try {
                Files.createDirectories(output);
                long free = Files.getFileStore(output).getUsableSpace();
                if (bytes > free) {
                    throw BadInput.file(
                            output,
                            "has " + new DataSize(free) + " free, and " + new DataSize(bytes) + " must be fetched",
                            "free some space, choose another output folder, or give fewer visits");
                }
            } catch (IOException e) {
                throw BadInput.file(
                        output, "cannot be created (" + e.getMessage() + ")", "choose another output folder");
            }
        }

        void fetch() {
            try (ArchiveFiles files = new ArchiveFiles(archive);
                    Progress progress = Progress.ofBytes("fetching", missing())) {
                if (!planned.isEmpty()) {
                    progress.line(size() + " to fetch");
                }
                Download download = new Download(files, progress::add);
                VisitFetch each = new VisitFetch(level, files, download);
                for (PlannedVisit visit : planned) {
                    EachDataset.Outcome<FetchedVisit> outcome =
                            EachDataset.attempt(Failure.Stage.FETCH, visit.name(), () -> locked(visit, each, progress));
                    if (download.full() != null) {
                        throw download.full();
                    }
                    outcome.value().ifPresent(whole::add);
                    outcome.failure().ifPresent(failures::add);
                }
            }
        }

        private FetchedVisit locked(PlannedVisit visit, VisitFetch each, Progress progress) {
            Runnable waiting = () -> progress.line(visit.name() + ": waiting for another fetch of this visit");
            return VisitLock.holding(visit.folder(), waiting, () -> each.run(visit));
        }

        FetchResult done() {
            Failure.write(output.resolve(FAILURES), failures);
            return new FetchResult(output, level, whole, failures, warnings());
        }

        private List<String> warnings() {
            return notJudged.entrySet().stream()
                    .map(e -> "not judged: " + e.getKey() + " (" + named(e.getValue()) + ")")
                    .toList();
        }

        private static String named(List<String> visits) {
            return visits.size() <= 3
                    ? String.join(", ", visits)
                    : String.join(", ", visits.subList(0, 3)) + " and " + (visits.size() - 3) + " more";
        }

        private Path folder(String visit) {
            return FileName.in(output, visit);
        }
    }
}
