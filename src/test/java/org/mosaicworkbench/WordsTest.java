package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.environment.ProjectFolder;

/**
 * No text contains words for which the field has other terms: code, Javadoc, messages, notebooks, pages and scripts.
 */
class WordsTest {

    /** Patterns that occur in no good sentence. */
    private static final List<String> PATTERNS = List.of(
            "drawn out",
            "stand to each other",
            "dealt out",
            "laid on each other",
            "points elsewhere",
            "by heart",
            "in whatever order",
            "part detected",
            "part found",
            "is called suspicious",
            "come out again",
            "make it again",
            "without a screen",
            "of everything random",
            "how many work at once",
            "a core\\)",
            "what does not promise",
            "light that is laid",
            "whole or not at all",
            "one a (line|core|rung|dataset)\\b",
            "files of then",
            "the same with any",
            "hangs? together",
            "spoken of",
            "by so much",
            "put right against",
            "which chance may",
            "of which it cannot",
            "as good as none",
            "takes? it out of",
            "electrons a second",
            "one thread a process",
            "what is said of",
            "is told of",
            "from which on\\b",
            "takes? it away",
            "[Ss]tands? on level",
            "is of an earlier run",
            "@return this with",
            "Takes a copy");

    /** Maximum length of a sentence in the tasks' Javadoc and in help texts; longer ones must be split. */
    private static final int LONGEST_SENTENCE = 35;

    private static final Path FOLDER = ProjectFolder.find().folder();
    private static final List<String> PLACES =
            List.of("README.md", ".github", "data-samples", "environment", "notebooks", "src");
    private static final Pattern TEXTS = Pattern.compile(".*\\.(java|md|ipynb|css|html|j2|sh|yml)|[^.]+");
    /** This test itself, and texts by other authors. */
    private static final Set<Path> OTHERS = Set.of(
            Path.of("src/test/java/org/mosaicworkbench/WordsTest.java"), Path.of("data-samples/report/report.html"));

    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/");
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern CONTINUED = Pattern.compile("\"\\s*\\n\\s*\\+\\s*\"");
    private static final Pattern LINE_END = Pattern.compile("\\s*\\n[ \\t]*(?:(?:\\*|//|#)(?![/*]))?[ \\t]*");

    @Test
    void wordsAreThoseOfTheField() throws IOException {
        assertEquals("", String.join("\n", found()), "say it in the field's words");
    }

    /** A list after a colon, and parts separated by semicolons, count as separate sentences. */
    @Test
    void sentencesOfTasksAndHelpAreShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : files()) {
            boolean task = file.startsWith("src/main/java/org/mosaicworkbench") && file.getNameCount() == 6;
            if (task || file.startsWith("src/main/java/org/mosaicworkbench/cli")) {
                String text = joined(text(FOLDER.resolve(file)));
                (task ? JAVADOC : STRING)
                        .matcher(text)
                        .results()
                        .flatMap(found -> Stream.of(found.group(1).split("[.;:!?](?= |$)|<p>|</pre>|@\\w+ ")))
                        .filter(sentence -> sentence.strip().split("\\s+").length > LONGEST_SENTENCE)
                        .forEach(sentence -> tooLong.add(file.getFileName() + ": " + sentence.strip()));
            }
        }
        assertEquals("", String.join("\n", tooLong));
    }

    @Test
    void sentencesAreReadAcrossLines() {
        assertEquals("stars drawn out here", joined("stars drawn\n     * out here"));
        assertEquals("stars drawn out here", joined("stars drawn\n    // out here"));
        assertEquals("f(\"drawn out\")", joined("f(\"drawn\"\n        + \" out\")"));
    }

    /** Each file with each pattern that it contains: {@code README.md: drawn out (2)}. */
    private static Set<String> found() throws IOException {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (Path file : files()) {
            String text = joined(text(FOLDER.resolve(file)));
            for (String pattern : PATTERNS) {
                long count = Pattern.compile(pattern).matcher(text).results().count();
                if (count > 0) {
                    counts.put(file.toString().replace('\\', '/') + ": " + pattern, count);
                }
            }
        }
        Set<String> hits = new TreeSet<>();
        counts.forEach((hit, count) -> hits.add(hit + " (" + count + ")"));
        return hits;
    }

    private static List<Path> files() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String place : PLACES) {
            try (Stream<Path> files = Files.walk(FOLDER.resolve(place))) {
                files.filter(Files::isRegularFile)
                        .map(FOLDER::relativize)
                        .filter(file ->
                                TEXTS.matcher(file.getFileName().toString()).matches())
                        .filter(file -> !file.toString().contains("-checkpoint") && !OTHERS.contains(file))
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static String text(Path file) throws IOException {
        String text = Files.readString(file);
        return file.toString().endsWith(".ipynb")
                ? cells(JsonParser.parseString(text).getAsJsonObject())
                : text;
    }

    /** A notebook's text and code, without its outputs. */
    private static String cells(JsonObject notebook) {
        return StreamSupport.stream(notebook.getAsJsonArray("cells").spliterator(), false)
                .map(cell -> cell.getAsJsonObject().get("source"))
                .map(source -> source.isJsonPrimitive()
                        ? source.getAsString()
                        : StreamSupport.stream(source.getAsJsonArray().spliterator(), false)
                                .map(JsonElement::getAsString)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    /** A text whose sentences are not interrupted by line breaks, string concatenation or comment markers. */
    private static String joined(String text) {
        return LINE_END.matcher(CONTINUED.matcher(text).replaceAll("")).replaceAll(" ");
    }
}
