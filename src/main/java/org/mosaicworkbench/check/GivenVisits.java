package org.mosaicworkbench.check;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mosaicworkbench.fetch.VisitNames;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Visit;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * The inputs of a check, sorted by kind.
 *
 * @param visits folders of products or exposures
 * @param names all other inputs: names in the archive, and files that list such names
 * @param failures folders with FITS files but neither total images nor exposures, found next to visit folders
 */
public record GivenVisits(List<Place> visits, List<String> names, List<Failure> failures) {

    private static final String FITS = ".+\\.fits(\\.[gf]z)?";

    /**
     * A folder with products or exposures.
     *
     * @param folder the folder
     * @param image the only total image to check; empty for all
     */
    public record Place(Path folder, Optional<Path> image) {}

    /** Makes defensive copies. */
    public GivenVisits {
        visits = List.copyOf(visits);
        names = List.copyOf(names);
        failures = List.copyOf(failures);
    }

    /**
     * Sorts the inputs by kind.
     *
     * @param given folders of products or exposures, folders of such folders, total images, or names
     * @throws BadInput if nothing is given, a folder contains no visit files, or a path does not exist
     */
    public static GivenVisits of(List<String> given) {
        if (given.isEmpty()) {
            throw new BadInput(
                    "there is nothing to check; give a folder of products or exposures, or a visit (j8bt06)");
        }
        GivenVisits all = new GivenVisits(List.of(), List.of(), List.of());
        for (String one : given) {
            all = all.and(sorted(one));
        }
        return all;
    }

    private GivenVisits and(GivenVisits more) {
        return new GivenVisits(
                joined(visits, more.visits).stream().distinct().toList(),
                joined(names, more.names),
                joined(failures, more.failures));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static GivenVisits sorted(String one) {
        Optional<Path> there = path(one).filter(Files::exists);
        if (there.isEmpty()) {
            if (one.contains("/")) {
                throw BadInput.file(Path.of(one.replace("\0", "")), "no such file or folder", "check the path");
            }
            if (!VisitNames.isName(one)) {
                throw new BadInput("'" + one + "' is not a folder or file here, and " + VisitNames.whyNot(one)
                        + "; give an existing folder, total image or list file, or a visit (j8bt06 or hst_9019_06), "
                        + "an exposure, a product or a proposal number");
            }
            return new GivenVisits(List.of(), List.of(one), List.of());
        }
        Path path = there.get().toAbsolutePath().normalize();
        if (Files.isDirectory(path)) {
            return folder(there.get(), path);
        }
        if (DatasetName.isTotalImage(path)) {
            return new GivenVisits(List.of(new Place(path.getParent(), Optional.of(path))), List.of(), List.of());
        }
        if (path.toString().matches(FITS)) {
            throw BadInput.file(
                    there.get(), "is not a total image", "give a total image, or the folder that contains its visit");
        }
        return new GivenVisits(List.of(), List.of(one), List.of());
    }

    /** Prefixes an archive error with "no such file" if the name may have been meant as a path. */
    public BadInput notFound(BadInput e) {
        List<String> none = names.stream()
                .filter(name -> path(name).filter(Files::exists).isEmpty())
                .toList();
        return none.isEmpty() ? e : new BadInput(notHere(String.join(", ", none)) + e.getMessage(), e);
    }

    /** Prefixes the reason of a failure with "no such file" if the name may have been meant as a path. */
    public Failure notFound(Failure failure) {
        return names.contains(failure.index())
                ? new Failure(failure.index(), failure.stage(), notHere(failure.index()) + failure.reason())
                : failure;
    }

    private static String notHere(String name) {
        return name + ": no such folder or file here; looking it up in the archive: ";
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static GivenVisits folder(Path asGiven, Path folder) {
        if (holds(folder, GivenVisits::isOfVisit)) {
            return new GivenVisits(List.of(new Place(folder, Optional.empty())), List.of(), List.of());
        }
        List<Place> visits = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Path below : VisitFolders.list(folder)) {
            String name = below.getFileName().toString();
            if (!Files.isDirectory(below) || name.startsWith(".")) {
                continue;
            }
            if (holds(below, GivenVisits::isOfVisit)) {
                visits.add(new Place(below, Optional.empty()));
            } else if (holds(below, file -> file.toString().matches(FITS))) {
                failures.add(new Failure(
                        name, Failure.Stage.HARVEST, nothingIn(below).getMessage()));
            }
        }
        if (visits.isEmpty()) {
            throw BadInput.file(
                    asGiven,
                    "contains no total image or exposure, neither directly nor one level down",
                    "give the folder of a visit, or of the visits' folders");
        }
        return new GivenVisits(visits, List.of(), failures);
    }

    private static BadInput nothingIn(Path folder) {
        return BadInput.file(folder, "contains no total image or exposure", "remove the folder");
    }

    private static boolean holds(Path folder, Predicate<Path> what) {
        return VisitFolders.list(folder).stream().anyMatch(what);
    }

    private static boolean isOfVisit(Path file) {
        return Files.isRegularFile(file)
                && (DatasetName.isTotalImage(file)
                        || Visit.isExposure(file)
                        || file.toString().endsWith("_input.out"));
    }
}
