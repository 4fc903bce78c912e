package org.mosaicworkbench.fetch;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.visit.Visit;

/**
 * Fetches the files of one visit into its folder, several in parallel, and records them. Only one fetch at a time may
 * work on a folder.
 */
final class VisitFetch {

    /** Number of parallel connections. */
    private static final int CONNECTIONS = 4;

    private final FetchLevel level;
    private final ArchiveFiles files;
    private final Download download;

    VisitFetch(FetchLevel level, ArchiveFiles files, Download download) {
        this.level = level;
        this.files = files;
        this.download = download;
    }

    /**
     * Fetches the files.
     *
     * @throws BadInput if a file cannot be fetched, exists with different content, or the disk is full
     */
    FetchedVisit run(PlannedVisit visit) {
        FetchAccount account = FetchAccount.of(visit.folder());
        List<Product> open = visit.files().stream()
                .filter(file -> !account.stands(file.name()) && !adopted(account, visit.folder(), file))
                .toList();
        Map<String, URI> bucket = files.inBucket(open);
        List<Optional<BadInput>> faults = Parallel.map(open, CONNECTIONS, file -> {
            try {
                account.add(
                        file.name(), download.run(visit.folder(), file, Optional.ofNullable(bucket.get(file.name()))));
                return Optional.empty();
            } catch (BadInput e) {
                return Optional.of(e);
            }
        });
        List<BadInput> failed = faults.stream().flatMap(Optional::stream).toList();
        if (download.full() != null) {
            throw download.full();
        }
        if (!failed.isEmpty()) {
            throw new BadInput((failed.size() == 1
                            ? ""
                            : failed.size() + " of " + visit.files().size() + " files could not be fetched: ")
                    + failed.get(0).getMessage() + "; run again to fetch what is missing");
        }
        writePoller(visit);
        account.complete(level, visit.files().stream().map(Product::name).toList());
        return fetched(visit.name(), visit.folder(), account.complete(level).orElseThrow(), open.size());
    }

    /** @return the visit, if an earlier run fetched all files of the level */
    static Optional<FetchedVisit> whole(String visit, Path folder, FetchLevel level) {
        return FetchAccount.of(folder).complete(level).map(names -> fetched(visit, folder, names, 0));
    }

    private static FetchedVisit fetched(String visit, Path folder, List<String> names, int now) {
        List<Path> all = names.stream().map(folder::resolve).toList();
        return new FetchedVisit(
                visit,
                folder,
                all,
                now,
                all.stream().mapToLong(FetchAccount::size).sum());
    }

    /**
     * Accepts an existing complete file that is not recorded: a run was killed before recording it, or the user put it
     * there.
     */
    private static boolean adopted(FetchAccount account, Path folder, Product file) {
        Path place = FileName.in(folder, file.name());
        if (Files.notExists(place, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        WholeCheck.fault(place, file).ifPresent(fault -> {
            throw BadInput.file(
                    place,
                    "already exists and differs from the archive's file: " + fault,
                    "move it away and run again");
        });
        long size = FetchAccount.size(place);
        account.add(file.name(), new FetchAccount.Entry(file.uri(), size, Sha256.of(place), "", "", file.version()));
        return true;
    }

    /** Writes the list of exposures that processing needs (the poller file), derived from their headers. */
    private void writePoller(PlannedVisit visit) {
        if (!level.exposures() || visit.files().stream().noneMatch(file -> Visit.isExposure(Path.of(file.name())))) {
            return;
        }
        Visit read = Visit.read(visit.folder());
        if (Files.notExists(read.pollerFile())) {
            read.poller().write(read.pollerFile());
        }
    }
}
