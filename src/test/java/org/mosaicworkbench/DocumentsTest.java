package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.environment.ProjectFolder;
import org.mosaicworkbench.io.CsvTable;

/** The README and the pages are consistent: links resolve, figures match the tables, and output is real. */
class DocumentsTest {

    private static final Path FOLDER = ProjectFolder.find().folder();
    private static final Path README = FOLDER.resolve("README.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern TABLE = Pattern.compile("(?s)(6 mosaics: .*?)\n\npage:");

    @TempDir
    Path out;

    @Test
    void linksLeadToFilesAndHeadings() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                String target = link.group(1);
                if (!target.matches("[a-z]+:.*") && !leads(page, target)) {
                    dead.add(FOLDER.relativize(page) + ": " + target);
                }
            }
        }
        assertEquals(List.of(), dead);
    }

    /** Rows of the README's table "How reliable is a verdict?", for the default model, all sets combined. */
    @Test
    void figuresAreThoseOfTheTable() throws IOException {
        String readme = Files.readString(README);
        List<String> missing = new ArrayList<>();
        for (String sources : List.of("10 and more", "any")) {
            for (String situation : List.of("exposures compared", "mosaic alone")) {
                String row = row(situation, sources);
                if (!readme.contains(row + "\n")) {
                    missing.add(row);
                }
            }
        }
        assertEquals("", String.join("\n", missing), "README.md lacks these rows, as decisions.csv has them");
    }

    @Test
    @Slow
    void theOutputInTheReadmeIsReal() throws IOException {
        Matcher shown = TABLE.matcher(Files.readString(README));
        assertTrue(shown.find());
        String text = Check.of(FOLDER.resolve("data-samples/visits"))
                .output(out)
                .run()
                .toString()
                .replace("\r", "");
        assertEquals(
                text.substring(0, text.indexOf("\n\npage:")).replaceAll(" +\n", "\n"),
                shown.group(1).replaceAll(" +\n", "\n"));
    }

    private static List<Path> pages() throws IOException {
        List<Path> all = new ArrayList<>(List.of(README, FOLDER.resolve(".github/CONTRIBUTING.md")));
        for (String place : List.of("src", "data-samples")) {
            try (Stream<Path> files = Files.walk(FOLDER.resolve(place))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(all::add);
            }
        }
        return all;
    }

    private static boolean leads(Path page, String target) throws IOException {
        int mark = target.indexOf('#');
        Path file = mark == 0
                ? page
                : page.resolveSibling(mark < 0 ? target : target.substring(0, mark))
                        .normalize();
        return Files.exists(file) && (mark < 0 || anchors(file).contains(target.substring(mark + 1)));
    }

    /** The anchors that GitHub assigns to headings. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String row(String situation, String sources) {
        Counts counts = new Counts(situation, sources);
        return "| " + (situation.equals("mosaic alone") ? "mosaic only" : "mosaic and single-exposure images") + ", "
                + (sources.equals("any") ? "any number of sources" : "at least 10 sources")
                + " | " + counts.of("misaligned", 0, 0.5)
                + " | " + counts.of("misaligned", 0.5, 1)
                + " | " + counts.of("misaligned", 1, Double.POSITIVE_INFINITY)
                + " | " + counts.of("no verdict", 0, Double.POSITIVE_INFINITY) + " |";
    }

    /** Rows of the table of decisions by the default model. */
    private record Counts(String situation, String sources) {

        /**
         * The number of mosaics with a true misalignment between two bounds (px) that got an answer, and their total.
         */
        String of(String answer, double from, double to) {
            int answered = 0;
            int all = 0;
            for (CsvTable.Row row : CsvTable.read(FOLDER.resolve("src/docs/data/decisions.csv"), "make it")
                    .rows()) {
                double size = row.number("from");
                if (row.text("model").equals("svm_measured")
                        && row.text("situation").equals(situation)
                        && row.text("sources").equals(sources)
                        && size >= from
                        && size < to) {
                    answered += (int) row.number(answer);
                    all += (int) row.number("datasets");
                }
            }
            return answered + " of " + all;
        }
    }
}
