import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Draws the packages, ordered by level, and the imports between them as SVG:
 * {@code java src/docs/java/Architecture.java FOLDER OUT.svg}, where FOLDER is the project folder. Packages of one
 * family share a box. Imports that a chain of other imports implies are left out (transitive reduction).
 */
public final class Architecture {

    private static final String BASE = "org.mosaicworkbench";
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?" + BASE + "((?:\\.[a-z]+)*)\\.[A-Z]", Pattern.MULTILINE);

    private static final int WIDTH = 1000;
    private static final int ROW = 92;
    private static final int HIGH = 48;
    private static final int LEFT = 70;
    private static final int WIDEST_GAP = 110;
    private static final int SWEEPS = 8;
    private static final double THIN = 12;
    private static final String GAP = "|";

    /** A family of packages: its level and its sub-packages. */
    private record Room(int level, String name, List<String> inner) {

        String title() {
            return name.isEmpty() ? "the tasks: Combine, Prep, Train, Predict, ..." : name;
        }

        String line() {
            return String.join(", ", inner);
        }

        double width() {
            return name.contains(GAP) ? THIN : Math.max(title().length() * 8.8, line().length() * 6.0) + 20;
        }
    }

    private record Box(double x, double y, double width) {}

    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Map<String, Set<String>> imports = new TreeMap<>();
    private final List<Room> gaps = new ArrayList<>();
    private final List<List<String>> ways = new ArrayList<>();

    private Architecture(Path project) throws IOException {
        Map<String, Integer> levels = new LinkedHashMap<>();
        Map<String, List<String>> inner = new TreeMap<>();
        for (String line : Files.readAllLines(project.resolve("src/docs/levels.txt"))) {
            if (!line.startsWith("#")) {
                String[] cells = line.strip().split("\\s+", 2);
                String name = cells[1].equals("(tasks)") ? "" : cells[1];
                levels.putIfAbsent(family(name), Integer.valueOf(cells[0]));
                if (name.contains(".")) {
                    inner.computeIfAbsent(family(name), any -> new ArrayList<>())
                            .add(name.substring(name.indexOf('.') + 1));
                }
            }
        }
        Path root = project.resolve("src/main/java").resolve(BASE.replace('.', '/'));
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList()) {
                read(file, family(root.relativize(file.getParent()).toString().replaceAll("[/\\\\]", ".")));
            }
        }
        levels.forEach((name, level) -> rooms.put(name, new Room(level, name, inner.getOrDefault(name, List.of()))));
    }

    /** Routes an arrow that skips levels through a gap between the boxes of each level that it skips. */
    private void lead(Room from, Room to) {
        List<String> way = new ArrayList<>(List.of(from.name));
        for (int level = from.level - 1; level > to.level; level--) {
            Room gap = new Room(level, from.name + GAP + to.name + GAP + level, List.of());
            gaps.add(gap);
            way.add(gap.name);
        }
        way.add(to.name);
        ways.add(way);
    }

    private static String family(String name) {
        return name.split("\\.")[0];
    }

    private void read(Path file, String own) throws IOException {
        Matcher found = IMPORT.matcher(Files.readString(file));
        while (found.find()) {
            String other = found.group(1).isEmpty() ? "" : family(found.group(1).substring(1));
            if (!other.equals(own)) {
                imports.computeIfAbsent(own, any -> new TreeSet<>()).add(other);
            }
        }
    }

    private Set<String> reach(String from, Set<String> seen) {
        for (String next : imports.getOrDefault(from, Set.of())) {
            if (seen.add(next)) {
                reach(next, seen);
            }
        }
        return seen;
    }

    private boolean implied(String from, String to) {
        return imports.get(from).stream()
                .anyMatch(via -> !via.equals(to) && reach(via, new TreeSet<>()).contains(to));
    }

    private String svg() {
        int most = rooms.values().stream().mapToInt(Room::level).max().orElseThrow();
        imports.keySet().forEach(from -> arrows(from).forEach(to -> lead(rooms.get(from), rooms.get(to))));
        List<List<Room>> rows = new ArrayList<>();
        for (int level = 1; level <= most; level++) {
            int own = level;
            rows.add(new ArrayList<>(Stream.concat(rooms.values().stream(), gaps.stream())
                    .filter(room -> room.level == own)
                    .toList()));
        }
        Map<String, Box> places = new LinkedHashMap<>();
        rows.forEach(row -> place(row, most, places));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 0; i < most; i++) {
                List<Room> row = rows.get(sweep % 2 == 0 ? i : most - 1 - i);
                row.sort(Comparator.comparingDouble(room -> middle(room, places)));
                place(row, most, places);
            }
        }
        StringBuilder svg = new StringBuilder(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">%n",
                WIDTH, most * ROW + 20));
        svg.append(String.format("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", WIDTH, most * ROW + 20));
        for (int level = 1; level <= most; level++) {
            band(svg, level, most);
        }
        ways.forEach(way -> arrow(svg, way.stream().map(places::get).toList()));
        rooms.forEach((name, room) -> box(svg, room, places.get(name)));
        return svg.append("</svg>\n").toString().replace(System.lineSeparator(), "\n");
    }

    /**
     * The mean position of the boxes that arrows connect to this one, so that connected boxes end up close together.
     */
    private double middle(Room room, Map<String, Box> places) {
        return ways.stream()
                .filter(way -> way.contains(room.name))
                .flatMap(way -> Stream.of(way.indexOf(room.name) - 1, way.indexOf(room.name) + 1)
                        .filter(i -> i >= 0 && i < way.size())
                        .map(way::get))
                .mapToDouble(name -> places.get(name).x + places.get(name).width / 2)
                .average()
                .orElse(WIDTH / 2.0);
    }

    private List<String> arrows(String from) {
        return imports.getOrDefault(from, Set.of()).stream()
                .filter(to -> !implied(from, to))
                .toList();
    }

    private static void place(List<Room> row, int most, Map<String, Box> places) {
        double free = WIDTH - LEFT - 20 - row.stream().mapToDouble(Room::width).sum();
        double gap = Math.min(WIDEST_GAP, free / (row.size() + 1));
        double x = LEFT + (free - gap * (row.size() - 1)) / 2;
        for (Room room : row) {
            places.put(room.name, new Box(x, 20 + (most - room.level) * ROW, room.width()));
            x += room.width() + gap;
        }
    }

    private static void band(StringBuilder svg, int level, int most) {
        int y = 10 + (most - level) * ROW;
        if (level % 2 == 1) {
            svg.append(String.format("<rect y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#f4f6f9\"/>%n", y, WIDTH, ROW));
        }
        svg.append(String.format(
                "<text x=\"24\" y=\"%d\" font-size=\"22\" fill=\"#8a94a3\">%d</text>%n", y + ROW / 2, level));
    }

    private static void arrow(StringBuilder svg, List<Box> way) {
        StringBuilder path = new StringBuilder();
        double x = way.get(0).x + way.get(0).width / 2;
        double y = way.get(0).y + HIGH;
        path.append(String.format(Locale.ROOT, "M%.0f %.0f", x, y));
        for (Box next : way.subList(1, way.size())) {
            double x2 = next.x + next.width / 2;
            double bend = (next.y - y) / 2;
            path.append(String.format(
                    Locale.ROOT, " C%.0f %.0f %.0f %.0f %.0f %.0f", x, y + bend, x2, next.y - bend, x2, next.y));
            x = x2;
            y = next.y;
            if (next.width == THIN) {
                y += HIGH;
                path.append(String.format(Locale.ROOT, " V%.0f", y));
            }
        }
        svg.append(String.format("<path d=\"%s\" fill=\"none\" stroke=\"#9aa8ba\"/>%n", path));
        svg.append(String.format(Locale.ROOT, "<path d=\"M%.0f %.0f l-4 -8 h8 z\" fill=\"#9aa8ba\"/>%n", x, y));
    }

    private static void box(StringBuilder svg, Room room, Box box) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%d\" rx=\"6\" fill=\"#e3edf9\" stroke=\"#3b6ea5\"/>%n",
                box.x,
                box.y,
                box.width,
                HIGH));
        text(svg, box.x + box.width / 2, box.y + (room.inner.isEmpty() ? 29 : 20), 15, "#14304f", room.title());
        text(svg, box.x + box.width / 2, box.y + 38, 11, "#4a5d73", room.line());
    }

    private static void text(StringBuilder svg, double x, double y, int size, String colour, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.0f\" y=\"%.0f\" font-size=\"%d\" fill=\"%s\" text-anchor=\"middle\">%s</text>%n",
                x,
                y,
                size,
                colour,
                words));
    }

    public static void main(String[] arguments) throws IOException {
        String svg = new Architecture(Path.of(arguments[0])).svg();
        Files.writeString(Path.of(arguments[1]), svg);
    }
}
