package org.mosaicworkbench.prep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.features.FeatureCodes;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.Provenance;

/** The source of target categories. */
public abstract sealed class Categories permits ArchiveCategories, ListedCategories, NoCategories {

    /** {@value}, for targets without a classification. */
    public static final String NONE = FeatureCodes.UNCLASSIFIED;

    /** Name of the option, and of the input if the categories come from a file. */
    static final String INPUT = "category";

    /**
     * Categories, with counts of queries.
     *
     * @param categories one category for each dataset, in order: the complete classification, or {@link #NONE}
     * @param asked number of queries that the archive answered
     * @param cached number of queries answered from an earlier run's cache
     * @param unanswered number of queries without an answer
     * @param warnings one line each
     */
    public record Found(List<String> categories, int asked, int cached, int unanswered, List<String> warnings) {

        public Found {
            categories = List.copyOf(categories);
            warnings = List.copyOf(warnings);
        }
    }

    Categories() {}

    /** @return the Hubble archive (MAST), with its options */
    public static ArchiveCategories archive() {
        return ArchiveCategories.standard();
    }

    /** @return a source that makes no queries: every target is unidentified */
    public static Categories none() {
        return new NoCategories();
    }

    /**
     * Reads categories from a user's file.
     *
     * @param csv a header line {@code targname,category}, then one target per line
     * @throws BadInput if it is missing or has a different format
     */
    public static Categories csv(Path csv) {
        return ListedCategories.read(csv);
    }

    /**
     * Parses the option of the command line.
     *
     * @param choice {@code archive}, {@code none}, or the path of a CSV file
     */
    public static Categories of(String choice) {
        return switch (choice) {
            case "archive" -> archive();
            case "none" -> none();
            default -> {
                if (!Files.exists(Path.of(choice))) {
                    throw new BadInput(
                            "category is '" + choice + "'; it must be archive, none, or an existing CSV file "
                                    + "with the columns targname,category");
                }
                yield csv(Path.of(choice));
            }
        };
    }

    /** @return the file of categories; empty if there is none */
    public Optional<Path> file() {
        return Optional.empty();
    }

    /** @return whether this source queries an archive */
    abstract boolean asks();

    /** The categories used for an existing result. */
    public static Categories of(Provenance making) {
        return of(making.input(INPUT).map(Path::toString).orElseGet(() -> making.option(INPUT, String.class)));
    }

    /** Finds the category of each dataset's target. A query without a response is not an error. */
    public abstract Found find(List<Dataset> datasets);
}
