package org.mosaicworkbench.prep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.visit.DatasetName;

/** Finds the input files of a harvest, in a folder and one level down. Hidden files are ignored. */
final class VisitListing {

    private static final Comparator<Path> BY_PATH = Comparator.comparing(Path::toString);
    private static final Pattern EXPOSURE = Pattern.compile(".*_fl[tc]\\.fits(\\.[gf]z)?");
    private static final int DEEPEST = 5;

    private final Path root;
    private final List<String> patterns;
    private final List<PathMatcher> wanted;
    private final PathMatcher usual = matcher(Harvest.PATTERN);
    private final List<Path> qaFiles = new ArrayList<>();
    private final List<Path> unwanted = new ArrayList<>();
    private final List<Path> totals = new ArrayList<>();
    private final Map<String, BadInput> denied = new LinkedHashMap<>();
    private boolean exposures;

    private VisitListing(Path root, List<String> patterns) {
        this.root = root;
        this.patterns = patterns;
        this.wanted = patterns.stream().map(VisitListing::matcher).toList();
    }

    /**
     * Lists the folders.
     *
     * @param patterns name patterns of the QA files
     * @throws BadInput if the folder is missing or cannot be listed, or a pattern is invalid
     */
    static VisitListing of(Path root, List<String> patterns) {
        if (!Files.isDirectory(root)) {
            throw BadInput.file(root, Files.exists(root) ? "is not a folder" : "no such folder", "check the path");
        }
        VisitListing listing = new VisitListing(root, patterns);
        listing.take(root);
        for (Path folder :
                listing.list(root).stream().filter(Files::isDirectory).toList()) {
            listing.take(folder);
        }
        Stream.of(listing.qaFiles, listing.totals).forEach(files -> files.sort(BY_PATH));
        return listing;
    }

    /** @return the files that match the patterns, in the order of their paths */
    List<Path> qaFiles() {
        return qaFiles;
    }

    /** @return files that are named like QA files but do not match the patterns; their datasets are excluded */
    List<Path> unwanted() {
        return unwanted;
    }

    /** @return the total images, in the order of their paths */
    List<Path> totals() {
        return totals;
    }

    /** @return the reason why a folder could not be listed, by its name */
    Map<String, BadInput> denied() {
        return denied;
    }

    /** @return the error for an input without files, with a remedy */
    BadInput nothing() {
        if (!unwanted.isEmpty()) {
            return BadInput.file(
                    root,
                    "has no QA file that matches " + String.join(" or ", patterns)
                            + ", neither there nor one level down",
                    "give a pattern that " + unwanted.get(0).getFileName() + " matches, or none");
        }
        String none = "has no total image (hst_*_total_*_drz.fits or _drc.fits), neither there nor one level down";
        Optional<Path> deeper = deeper();
        if (deeper.isPresent()) {
            return BadInput.file(root, none, "give " + deeper.get() + ", which contains one");
        }
        return exposures
                ? BadInput.file(
                        root,
                        "has exposures, but no total image (hst_*_total_*_drz.fits or _drc.fits)",
                        "combine the exposures of each visit first (environment/mosaic combine FOLDER -o OUT)")
                : BadInput.file(
                        root,
                        none,
                        "give the folder that holds the visits' folders, or fetch a visit's products "
                                + "(environment/mosaic fetch NAME -o OUT)");
    }

    /** The folder to suggest if total images are in deeper subfolders, as after a download. */
    private Optional<Path> deeper() {
        try (Stream<Path> all = Files.find(
                root, DEEPEST, (file, about) -> DatasetName.isTotalImage(file), FileVisitOption.FOLLOW_LINKS)) {
            return all.min(BY_PATH).map(total -> total.getParent().getParent());
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private void take(Path folder) {
        List<Path> files = list(folder).stream()
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .filter(file -> !file.getFileName().toString().endsWith(Provenance.FILE))
                .toList();
        Predicate<Path> meant = file -> wanted.stream().anyMatch(one -> one.matches(file.getFileName()));
        files.stream().filter(meant).filter(Files::isRegularFile).forEach(qaFiles::add);
        files.stream()
                .filter(file -> usual.matches(file.getFileName()))
                .filter(meant.negate())
                .forEach(unwanted::add);
        files.stream()
                .filter(DatasetName::isTotalImage)
                .filter(meant.negate())
                .filter(Files::isRegularFile)
                .forEach(totals::add);
        exposures |= files.stream()
                .anyMatch(
                        file -> EXPOSURE.matcher(file.getFileName().toString()).matches());
    }

    private List<Path> list(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (AccessDeniedException e) {
            BadInput problem = BadInput.file(folder, "cannot be listed", "check its permissions");
            if (folder.equals(root)) {
                throw problem;
            }
            denied.put(folder.getFileName().toString(), problem);
            return List.of();
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be listed (" + e.getMessage() + ")", "check the disk it is on");
        }
    }

    private static PathMatcher matcher(String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern.replaceAll("([{}\\\\])", "\\\\$1"));
        } catch (PatternSyntaxException e) {
            throw new BadInput("the JSON pattern '" + pattern + "' is not a file-name pattern; give one like '"
                    + Harvest.PATTERN + "'");
        }
    }
}
