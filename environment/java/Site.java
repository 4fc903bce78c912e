import com.google.gson.Gson;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Builds the documentation site: Markdown pages, notebooks, the sample report and, if present, the Javadoc share one
 * navigation and one search box. Called by {@code environment/docs}.
 *
 * <pre>java -cp COMMONMARK:GSON environment/java/Site.java PROJECT NOTEBOOKS SITE</pre>
 *
 * <p>PROJECT is the project folder, NOTEBOOKS the folder of the notebooks as HTML, and SITE the output folder, which
 * contains the Javadoc in {@code api}. {@code src/docs/navigation.txt} gives the order of the navigation.
 */
public final class Site {

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Pattern LINK = Pattern.compile("\\b(href|src)=\"([^\"]*)\"");
    private static final Pattern BODY = Pattern.compile("(?s)<body[^>]*>(?:\\s*<nav>.*?</nav>)?(.*)</body>");
    private static final Pattern HEADING = Pattern.compile("(?s)<h([1-3])[^>]*?id=\"([^\"]*)\"[^>]*>(.*?)</h\\1>");
    private static final Pattern LINES = Pattern.compile("(?s)<h2[^>]*?id=\"([^\"]*)\"[^>]*>(.*?)</h2>");
    private static final Pattern NO_TEXT =
            Pattern.compile("(?s)<(style|script|svg|table class=\"dataframe\")[ >].*?</\\w+>|<img[^>]*>");
    private static final Set<String> SHOWN = Set.of("png", "svg", "csv");
    private static final String NAME = "mosaic-workbench";

    private final Path project;
    private final Path notebooks;
    private final Path site;
    private final String repository;
    private final Map<Path, Page> pages = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    /** A page: its source in the project, its target in the site, its title, and its label in the navigation. */
    private record Page(String group, Path source, Path target, String title, String label, String content) {}

    /** An entry of the search index: one section of a page. */
    private record Entry(String page, String section, String url, String text) {}

    private Site(Path project, Path notebooks, Path site) throws IOException {
        this.project = project;
        this.notebooks = notebooks;
        this.site = site;
        Properties publisher = new Properties();
        try (Reader reader = Files.newBufferedReader(project.resolve("environment/publisher.properties"))) {
            publisher.load(reader);
        }
        repository = publisher.getProperty("repository");
    }

    public static void main(String[] arguments) throws IOException {
        Site site = new Site(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        site.readPages();
        for (Page page : site.pages.values()) {
            site.write(page);
        }
        site.addJavadoc();
        site.writeSearch();
    }

    /** Reads the pages in the order of the navigation; pages not listed there come last. */
    private void readPages() throws IOException {
        String group = "";
        for (String line : Files.readAllLines(project.resolve("src/docs/navigation.txt"))) {
            String[] words = line.strip().split("\\s+", 2);
            if (!line.startsWith(" ")) {
                group = line.strip();
            } else {
                for (Path source : matching(words[0])) {
                    add(group, source, words.length == 1 ? null : words[1]);
                }
            }
        }
        for (Path source : matching("{src,data-samples}/**.md")) {
            add("More", source, null);
        }
    }

    private List<Path> matching(String glob) throws IOException {
        try (Stream<Path> files = Files.walk(project, 4)) {
            var wanted = project.getFileSystem().getPathMatcher("glob:" + glob);
            return files.map(project::relativize)
                    .filter(wanted::matches)
                    .sorted()
                    .toList();
        }
    }

    private void add(String group, Path source, String label) throws IOException {
        if (pages.containsKey(source)) {
            return;
        }
        String name = source.toString();
        String content;
        if (name.endsWith(".md")) {
            content = html(Files.readString(project.resolve(source)));
        } else {
            Path page = name.endsWith(".ipynb")
                    ? notebooks.resolve(withEnding(source.getFileName(), ".html"))
                    : project.resolve(source);
            if (!Files.exists(page)) {
                return;
            }
            content = BODY.matcher(Files.readString(page))
                    .results()
                    .findFirst()
                    .map(body -> body.group(1))
                    .orElseThrow(() -> new IllegalStateException(page + " has no body"));
        }
        String title = Pattern.compile("(?s)<h1[^>]*>(.*?)</h1>")
                .matcher(content)
                .results()
                .findFirst()
                .map(found -> text(found.group(1)))
                .orElseThrow(() -> new IllegalStateException(source + " has no first-level heading"));
        String shown = label == null ? title.replaceFirst(":.*", "") : label;
        pages.put(source, new Page(group, source, target(source), title, shown, content));
    }

    /** {@code src/docs/install.md} becomes {@code docs/install.html}; a README becomes the index of its folder. */
    private static Path target(Path source) {
        String name = source.toString()
                .replace('\\', '/')
                .replaceFirst("^src/docs/", "docs/")
                .replaceFirst("^\\.github/CONTRIBUTING", "docs/contributing")
                .replaceFirst("^src/", "")
                .replaceFirst("README\\.md$", "index.md");
        return withEnding(Path.of(name), ".html");
    }

    private static Path withEnding(Path file, String ending) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.\\w+$", ending));
    }

    private void write(Page page) throws IOException {
        String content = linked(page);
        String contents = LINES.matcher(content)
                .results()
                .map(heading -> "<li><a href=\"#" + heading.group(1) + "\">" + inline(heading.group(2)) + "</a></li>\n")
                .collect(Collectors.joining());
        String root = root(page.target);
        String text = Files.readString(project.resolve("src/docs/site/page.html"))
                .replace("{title}", escaped(page.title.equals(NAME) ? NAME : page.title + " · " + NAME))
                .replace("{root}", root)
                .replace("{repository}", repository)
                .replace("{navigation}", navigation(page, root))
                .replace(
                        "{contents}",
                        contents.isEmpty()
                                ? ""
                                : "<nav class=\"contents\" aria-label=\"On this page\"><p>On this page</p><ul>\n"
                                        + contents + "</ul></nav>")
                .replace("{content}", content);
        Path file = site.resolve(page.target);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        addSections(page, content);
    }

    private String navigation(Page shown, String root) {
        Map<String, List<Page>> groups = new LinkedHashMap<>();
        pages.values()
                .forEach(page -> groups.computeIfAbsent(page.group, any -> new ArrayList<>())
                        .add(page));
        StringBuilder html = new StringBuilder();
        groups.forEach((group, members) -> {
            html.append("<p>").append(escaped(group)).append("</p>\n<ul>\n");
            members.forEach(page -> html.append("<li><a href=\"")
                    .append(root)
                    .append(url(page.target))
                    .append(page == shown ? "\" aria-current=\"page\">" : "\">")
                    .append(escaped(page.label))
                    .append("</a></li>\n"));
            if (group.equals("Reference") && Files.exists(site.resolve("api/index.html"))) {
                html.append("<li><a href=\"").append(root).append("api/index.html\">Java API</a></li>\n");
            }
            html.append("</ul>\n");
        });
        return html.toString();
    }

    /** Returns the content with links to pages of the site, to copies of figures, or to the repository. */
    private String linked(Page page) {
        return LINK.matcher(page.content)
                .replaceAll(link -> Matcher.quoteReplacement(link.group(1) + "=\""
                        + escaped(leading(page, link.group(2).replace("&amp;", "&"))) + "\""));
    }

    private String leading(Page page, String link) {
        if (link.isEmpty() || link.startsWith("#") || link.matches("(?s)[a-z]+:.*")) {
            return link;
        }
        int mark = link.indexOf('#');
        String fragment = mark < 0 ? "" : link.substring(mark);
        Path source = Optional.ofNullable(page.source.getParent())
                .orElse(Path.of(""))
                .resolve(mark < 0 ? link : link.substring(0, mark))
                .normalize();
        Page known = pages.containsKey(source) ? pages.get(source) : pages.get(source.resolve("README.md"));
        if (known != null) {
            return root(page.target) + url(known.target) + fragment;
        }
        Path file = project.resolve(source);
        if (Files.isRegularFile(file) && SHOWN.contains(ending(source))) {
            return root(page.target) + url(copied(source));
        }
        return Files.exists(file)
                ? repository + (Files.isDirectory(file) ? "/tree/main/" : "/blob/main/") + url(source) + fragment
                : link;
    }

    private Path copied(Path source) {
        Path target = Path.of("files").resolve(source);
        try {
            Files.createDirectories(site.resolve(target).getParent());
            Files.copy(project.resolve(source), site.resolve(target), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target;
    }

    /** Adds a link back to the site to every Javadoc page, and the types to the search index. */
    private void addJavadoc() throws IOException {
        Path api = site.resolve("api");
        if (!Files.exists(api)) {
            return;
        }
        try (Stream<Path> files = Files.walk(api)) {
            for (Path file :
                    files.filter(any -> any.toString().endsWith(".html")).toList()) {
                String text = Files.readString(file);
                Path place = site.relativize(file);
                if (!text.contains("class=\"site-home\"")) {
                    text = text.replaceFirst(
                                    "</head>",
                                    "<link rel=\"stylesheet\" href=\"" + root(place) + "javadoc.css\">\n</head>")
                            .replaceFirst(
                                    "(<body[^>]*>)",
                                    "$1\n<p class=\"site-home\"><a href=\"" + root(place) + "index.html\">" + NAME
                                            + "</a></p>");
                    Files.writeString(file, text);
                }
                addType(place, text);
            }
        }
        copyLook("javadoc.css");
    }

    private void addType(Path place, String text) {
        Matcher title = Pattern.compile("(?s)<h1 title=\"[^\"]*\" class=\"title\">(.*?)</h1>")
                .matcher(text);
        Matcher about = Pattern.compile("(?s)<section class=\"class-description\".*?<div class=\"block\">(.*?)</div>")
                .matcher(text);
        if (title.find() && !place.toString().contains("class-use")) {
            String members = Pattern.compile("class=\"member-name-link\">([^<]*)<")
                    .matcher(text)
                    .results()
                    .map(member -> member.group(1))
                    .distinct()
                    .collect(Collectors.joining(" "));
            entries.add(new Entry(
                    text(title.group(1)), "", url(place), (about.find() ? text(about.group(1)) + " " : "") + members));
        }
    }

    private void addSections(Page page, String content) {
        List<MatchResult> headings = HEADING.matcher(content).results().toList();
        for (int i = 0; i < headings.size(); i++) {
            MatchResult heading = headings.get(i);
            int end = i + 1 < headings.size() ? headings.get(i + 1).start() : content.length();
            boolean first = heading.group(1).equals("1");
            entries.add(new Entry(
                    page.title,
                    first ? "" : text(inline(heading.group(3))),
                    url(page.target) + (first ? "" : "#" + heading.group(2)),
                    text(content.substring(heading.end(), end))));
        }
    }

    private void writeSearch() throws IOException {
        Files.writeString(
                site.resolve("search-index.js"), "window.searchEntries = " + new Gson().toJson(entries) + ";\n");
        Files.writeString(
                site.resolve("site.css"),
                Files.readString(project.resolve("src/main/resources/org/mosaicworkbench/look.css"))
                        + Files.readString(project.resolve("src/docs/site/site.css")));
        copyLook("site.js");
    }

    private void copyLook(String name) throws IOException {
        Files.copy(
                project.resolve("src/docs/site").resolve(name),
                site.resolve(name),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static String html(String markdown) {
        Map<String, Integer> taken = new HashMap<>();
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (node instanceof Heading) {
                        String name = anchor(node);
                        int times = taken.merge(name, 1, Integer::sum);
                        attributes.put("id", times == 1 ? name : name + "-" + (times - 1));
                    }
                })
                .build()
                .render(Parser.builder().extensions(EXTENSIONS).build().parse(markdown))
                .replace("<table>", "<div class=\"wide\"><table>")
                .replace("</table>", "</table></div>")
                .replace("<th></th>", "<td></td>");
    }

    /** The anchor that GitHub generates for a heading. */
    private static String anchor(Node heading) {
        StringBuilder text = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text node) {
                text.append(node.getLiteral());
            }

            @Override
            public void visit(Code node) {
                text.append(node.getLiteral());
            }
        });
        return text.toString()
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** @return the text of a heading, without the anchor link that nbconvert appends */
    private static String inline(String heading) {
        return heading.replaceAll("(?s)<a class=\"anchor-link\".*?</a>|</?a\\b[^>]*>", "");
    }

    private static String text(String html) {
        String plain = NO_TEXT.matcher(html)
                .replaceAll(" ")
                .replaceAll("(?s)<a class=\"anchor-link\".*?</a>", "")
                .replaceAll("(?s)</?(p|div|li|td|th|tr|pre|h\\d|br)\\b[^>]*>", " ")
                .replaceAll("(?s)<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&nbsp;", " ");
        return Pattern.compile("&#(\\d+);")
                .matcher(plain)
                .replaceAll(code -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1)))))
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String ending(Path file) {
        String name = file.toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The relative path from a page to the root of the site: empty, {@code ../}, {@code ../../} and so on. */
    private static String root(Path target) {
        return "../".repeat(target.getNameCount() - 1);
    }

    private static String url(Path target) {
        return target.toString().replace('\\', '/').replace(" ", "%20");
    }
}
