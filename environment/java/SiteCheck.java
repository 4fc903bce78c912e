import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks a site in a folder: {@code java environment/java/SiteCheck.java FOLDER}. Every page must have a title and one
 * main heading, every image must have alternative text, and every internal link must lead to an existing file and
 * anchor. Lists the errors and exits with 1 if there are any. External links are not checked.
 */
public final class SiteCheck {

    private static final Pattern TITLE = Pattern.compile("(?s)<title>\\s*\\S.*?</title>");
    private static final Pattern MAIN_HEADING = Pattern.compile("<h1[ >]");
    private static final Pattern LINK = Pattern.compile("\\s(?:href|src)=\"([^\"]*)\"");
    private static final Pattern PLACE = Pattern.compile("\\s(?:id|name)=\"([^\"]*)\"");
    private static final Pattern PICTURE = Pattern.compile("<img\\s[^>]*>");
    private static final Pattern WITH_TEXT = Pattern.compile("\\salt=\"[^\"]*\"");

    private final Path folder;
    private final Map<Path, Set<String>> places = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int links;

    private SiteCheck(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        SiteCheck check = new SiteCheck(Path.of(arguments[0]).toAbsolutePath().normalize());
        List<Path> pages = check.pages();
        for (Path page : pages) {
            check.check(page);
        }
        check.wrong.forEach(System.out::println);
        System.out.println(pages.size() + " pages, " + check.links + " links within the site, " + check.wrong.size()
                + " errors: " + check.folder);
        System.exit(check.wrong.isEmpty() && !pages.isEmpty() ? 0 : 1);
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }
    }

    private void check(Path page) throws IOException {
        String text = Files.readString(page);
        boolean javadoc = page.startsWith(folder.resolve("api"));
        if (!TITLE.matcher(text).find()) {
            tell(page, "has no title");
        }
        if (!javadoc && MAIN_HEADING.matcher(text).results().count() != 1) {
            tell(page, "has " + MAIN_HEADING.matcher(text).results().count() + " first-level headings, not 1");
        }
        PICTURE.matcher(text)
                .results()
                .filter(picture -> !WITH_TEXT.matcher(picture.group()).find())
                .forEach(picture -> tell(page, "an image has no alternative text: " + cut(picture.group())));
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            String target = link.group(1).replace("&amp;", "&");
            if (!target.matches("(?s)[a-zA-Z][a-zA-Z0-9+.-]*:.*") && !target.startsWith("//")) {
                links++;
                follow(page, target);
            }
        }
    }

    private void follow(Path page, String target) throws IOException {
        int mark = target.indexOf('#');
        String way = decoded(mark < 0 ? target : target.substring(0, mark)).replaceFirst("\\?.*$", "");
        Path file = way.isEmpty() ? page : page.resolveSibling(way).normalize();
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            tell(page, "broken link: " + cut(target));
        } else if (target.equals("#org.mosaicworkbench") && file.endsWith("constant-values.html")) {
            // JDK 17's javadoc writes this broken link if a package has no constants but its subpackages do.
            return;
        } else if (mark >= 0 && target.length() > mark + 1 && !has(file, target.substring(mark + 1))) {
            tell(page, "missing anchor in " + folder.relativize(file) + ": " + target.substring(mark));
        }
    }

    /** Browsers look for the anchor as it is written, then for its decoded form. */
    private boolean has(Path file, String place) throws IOException {
        return places(file).contains(place) || places(file).contains(decoded(place));
    }

    private Set<String> places(Path file) throws IOException {
        Set<String> known = places.get(file);
        if (known == null) {
            known = new HashSet<>();
            Matcher place = PLACE.matcher(Files.readString(file));
            while (place.find()) {
                known.add(place.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&"));
            }
            places.put(file, known);
        }
        return known;
    }

    /** Decodes an address; a plus sign stays a plus sign. */
    private static String decoded(String address) {
        return URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private void tell(Path page, String what) {
        wrong.add(folder.relativize(page) + ": " + what);
    }

    private static String cut(String text) {
        return text.length() <= 120 ? text : text.substring(0, 120) + "...";
    }
}
