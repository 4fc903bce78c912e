import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the publisher of this software and the address of its repository into all files that contain them:
 * {@code java environment/java/Publisher.java FOLDER}, where FOLDER is the project folder. The values come from
 * {@code environment/publisher.properties}.
 */
public final class Publisher {

    private final Path folder;
    private final String repository;
    private final String developer;

    private Publisher(Path folder) throws IOException {
        this.folder = folder;
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("environment/publisher.properties"))) {
            values.load(reader);
        }
        repository = values.getProperty("repository");
        developer = values.getProperty("developer");
    }

    public static void main(String[] arguments) throws IOException {
        new Publisher(Path.of(arguments[0])).write();
    }

    private void write() throws IOException {
        String path = repository.replaceFirst("https://", "");
        Map<String, String> pom = new LinkedHashMap<>();
        pom.put("(?<=</description>\n  <url>)[^<]*", repository);
        pom.put("(?<=<developer>\n      <name>)[^<]*", developer);
        pom.put("(?<=<scm>\n    <url>)[^<]*", repository);
        pom.put("(?<=<connection>)[^<]*", "scm:git:https://" + path + ".git");
        replace("pom.xml", pom);
        replace(
                "CITATION.cff",
                Map.of(
                        "(?<=\nrepository-code: )[^\n]*", repository,
                        "(?<=\nauthors:\n  - name: )[^\n]*", developer));
        Map<String, String> clone = Map.of("(?<=git clone --depth 1 )\\S*", repository);
        replace("README.md", clone);
        replace("src/docs/install.md", clone);
    }

    /** Replaces every match of each pattern by its value. */
    private void replace(String file, Map<String, String> values) throws IOException {
        Path place = folder.resolve(file);
        String text = Files.readString(place);
        for (Map.Entry<String, String> value : values.entrySet()) {
            Matcher found = Pattern.compile(value.getKey()).matcher(text);
            if (!found.find()) {
                throw new IllegalStateException(file + " has no place for " + value.getValue());
            }
            text = found.replaceAll(Matcher.quoteReplacement(value.getValue()));
        }
        Files.writeString(place, text);
    }
}
