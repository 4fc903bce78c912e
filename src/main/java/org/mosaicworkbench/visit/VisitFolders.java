package org.mosaicworkbench.visit;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;

/** Finds the subfolders that contain visits or copies of visits. Hidden folders are ignored. */
public final class VisitFolders {

    /** The file in a copy's folder that records how it was made; it distinguishes a copy from a visit. */
    public static final String CORRUPTION = "corruption.json";

    private static final String EXPOSURE_OR_POLLER = ".*(_fl[tc]\\.fits(\\.[gf]z)?|_input\\.out)";

    private VisitFolders() {}

    /**
     * Finds visits that can be corrupted: folders with exposures or a poller file that are not copies themselves.
     *
     * @param parent the parent folder
     * @param pattern pattern for the folder names, with {@code *}, {@code ?} and {@code [...]}
     * @throws BadInput if no visit matches
     */
    public static List<Path> sources(Path parent, String pattern) {
        PathMatcher matcher = matcher(pattern);
        List<Path> found = all(parent).stream()
                .filter(folder -> matcher.matches(folder.getFileName()))
                .filter(folder -> !isCopy(folder))
                .toList();
        if (found.isEmpty()) {
            throw BadInput.file(
                    parent,
                    "has no visit folder that matches '" + pattern + "'",
                    "give the folder that contains the visits, or another pattern");
        }
        return found;
    }

    /**
     * Finds existing copies.
     *
     * @param parent the parent folder
     * @param pattern pattern for the names of the copies or of their visits
     * @throws BadInput if no copy matches
     */
    public static List<Path> copies(Path parent, String pattern) {
        PathMatcher matcher = matcher(pattern);
        List<Path> found = folders(parent).stream()
                .filter(VisitFolders::isCopy)
                .filter(folder -> matcher.matches(Path.of(visitOf(folder))) || matcher.matches(folder.getFileName()))
                .toList();
        if (found.isEmpty()) {
            throw BadInput.file(
                    parent,
                    "has no copy that matches '" + pattern + "'",
                    "switch corrupt on, or give the folder of the copies");
        }
        return found;
    }

    /** @return visits and copies: all subfolders that hold exposures or a poller file */
    public static List<Path> all(Path parent) {
        return folders(parent).stream()
                .filter(folder ->
                        list(folder).stream().anyMatch(file -> file.toString().matches(EXPOSURE_OR_POLLER)))
                .toList();
    }

    /** @return true for the folder of a corrupted copy */
    public static boolean isCopy(Path folder) {
        return Files.exists(folder.resolve(CORRUPTION));
    }

    /** @return the folders grouped by visit, each visit with its copies, in the given order */
    public static List<List<Path>> byVisit(List<Path> folders) {
        Map<String, List<Path>> visits = new LinkedHashMap<>();
        folders.forEach(folder ->
                visits.computeIfAbsent(visitOf(folder), v -> new ArrayList<>()).add(folder));
        return List.copyOf(visits.values());
    }

    /**
     * Lists a folder's contents, sorted by name.
     *
     * @throws BadInput if it cannot be listed
     */
    public static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw BadInput.file(folder, Files.exists(folder) ? "is not a folder" : "no such folder", "check the path");
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be listed", "check its permissions");
        }
    }

    private static List<Path> folders(Path parent) {
        return list(parent).stream()
                .filter(Files::isDirectory)
                .filter(folder -> !folder.getFileName().toString().startsWith("."))
                .toList();
    }

    private static String visitOf(Path folder) {
        return folder.getFileName().toString().split("_", 2)[0];
    }

    private static PathMatcher matcher(String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern.replaceAll("([{}\\\\])", "\\\\$1"));
        } catch (PatternSyntaxException e) {
            throw new BadInput("the pattern '" + pattern + "' is not a folder-name pattern; give one like 'j8bt*'");
        }
    }
}
