package org.mosaicworkbench.mosaic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.TaskResult;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * The products of many visits, each in a folder named after the visit. A visit's folder appears only when it is
 * complete. A visit is skipped if it was already combined from the same files with the same options, so an interrupted
 * run resumes.
 *
 * @param output the folder with one subfolder per visit
 * @param visits the names of the combined visits
 * @param failures visits that could not be combined, with the reasons
 */
public record CombinedVisits(Path output, List<String> visits, List<Failure> failures) implements TaskResult {

    /** Stored with each visit's products: the options used, and the input files. */
    private static final String SOURCES = "combined.txt";

    /** Copies the lists. */
    public CombinedVisits {
        visits = List.copyOf(visits);
        failures = List.copyOf(failures);
    }

    @Override
    public TextTable records() {
        TextTable rows = TextTable.of("visit", "folder");
        for (String visit : visits) {
            rows = rows.with(visit, output.resolve(visit));
        }
        return rows;
    }

    /** @return whether a folder contains visit folders but no exposures of its own */
    public static boolean isOfVisits(Path folder) {
        return Files.isDirectory(folder)
                && VisitFolders.list(folder).stream()
                        .noneMatch(file -> file.toString().matches(".*(_fl[tc]\\.fits(\\.[gf]z)?|_input\\.out)"))
                && !VisitFolders.all(folder).isEmpty();
    }

    /**
     * Combines the exposures of each visit. A visit that cannot be combined is listed under the failures.
     *
     * @param all the options, with the folder of all visits as input and the folder for their products as output
     * @throws BadInput if the folder for the products cannot be written
     */
    public static CombinedVisits of(VisitCombination all) {
        Path output = all.output();
        WholeFile.requireWritable(output);
        WholeFolder.removeLeftovers(output);
        EachDataset.Done<String> done = EachDataset.<Path>of(
                        "combining",
                        Failure.Stage.PROCESS,
                        visit -> visit.getFileName().toString())
                .threads(1)
                .telling(EachDataset.Telling.NAMES)
                .run(VisitFolders.all(all.folder()), visit -> one(all, visit));
        Failure.write(output.resolve("failures.csv"), done.failures());
        return new CombinedVisits(output, done.results(), done.failures());
    }

    private static String one(VisitCombination all, Path visit) {
        String name = visit.getFileName().toString();
        Path own = FileName.in(all.output(), name);
        String account = account(all, visit);
        try {
            if (Files.exists(own)) {
                if (!Files.exists(own.resolve(SOURCES))) {
                    throw BadInput.file(
                            own, "already exists and is not a result of combine", "choose another output folder");
                }
                if (Files.readString(own.resolve(SOURCES)).equals(account)) {
                    return name;
                }
                WholeFolder.delete(own);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        WholeFolder.write(own, beside -> {
            new VisitCombination(visit, beside, all.align(), all.reject(), all.single(), all.threads()).run();
            Files.writeString(beside.resolve(SOURCES), account);
        });
        return name;
    }

    /** Describes the inputs: the options, and the names, sizes and modification times of the files. */
    private static String account(VisitCombination all, Path visit) {
        return VisitFolders.list(visit).stream()
                .filter(Files::isRegularFile)
                .map(file -> file.getFileName() + " " + file.toFile().length() + " "
                        + file.toFile().lastModified() + "\n")
                .collect(Collectors.joining("", all.align() + " " + all.reject() + " " + all.single() + "\n", ""));
    }

    @Override
    public String toString() {
        return Count.of(visits.size(), "visit") + " combined, products in " + output;
    }
}
