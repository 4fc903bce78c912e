package org.mosaicworkbench;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.catalog.StarTables;

/** The architecture rules: which package may use which, and whether the pages that state the rules are correct. */
class ArchitectureTest {

    private static final String ROOT = "org.mosaicworkbench";
    private static final Path SOURCES = Path.of("src/main/java/org/mosaicworkbench");
    private static final Path PICTURE = Path.of("src/docs/architecture.svg");
    private static final Pattern LEVEL = Pattern.compile("on level (\\d+)");

    private static JavaClasses classes;
    private static Map<String, Integer> levels;

    @BeforeAll
    static void read() throws IOException {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages(ROOT);
        levels = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("src/docs/levels.txt"))) {
            if (!line.startsWith("#")) {
                String[] cells = line.split("\\s+", 0);
                levels.put(cells[1].equals("(tasks)") ? ROOT : ROOT + "." + cells[1], Integer.valueOf(cells[0]));
            }
        }
    }

    @Test
    void everyPackageHasALevel() {
        assertEquals(levels.keySet(), new TreeSet<>(packages()));
    }

    @Test
    void aPackageUsesOnlyLowerLevelsAndItsOwnFamily() {
        for (String own : levels.keySet()) {
            noClasses()
                    .that()
                    .resideInAPackage(own)
                    .should()
                    .dependOnClassesThat(describe(
                            "stand on the level of " + own + " or above",
                            other -> levels.containsKey(other.getPackageName())
                                    && levels.get(other.getPackageName()) >= levels.get(own)
                                    && !family(other.getPackageName()).equals(family(own))))
                    .check(classes);
        }
    }

    @Test
    void noTwoPackagesUseEachOther() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void onlyTheCommandLineUsesTheTasks() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".cli")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT))
                .check(classes);
    }

    @Test
    void amongTheSearchOnlyItsModelsKnowNetworks() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".sweep")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".nn"))
                .check(classes);
    }

    /** STIL runs a name that ends in | as a command. */
    @Test
    void onlyOnePlaceGivesFilesToTheLibraryOfTables() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(StarTables.class.getName())
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("uk.ac.starlink.table.StarTableFactory")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .callMethod("uk.ac.starlink.util.DataSource", "makeDataSource", String.class.getName())
                .check(classes);
    }

    @Test
    void aSimpleNameStandsOnce() throws IOException {
        Map<String, List<Path>> places = new TreeMap<>();
        for (String folder : List.of("src/main/java", "src/test/java")) {
            for (Path file : sources(Path.of(folder))) {
                if (!file.endsWith("package-info.java")) {
                    places.computeIfAbsent(file.getFileName().toString(), any -> new ArrayList<>())
                            .add(file);
                }
            }
        }
        places.values().removeIf(files -> files.size() == 1);
        assertEquals(Map.of(), places);
    }

    @Test
    void everyPackageSaysWhatItIsForWhatItMayUseAndWhereToBegin() throws IOException {
        for (String name : packages()) {
            Path file = SOURCES.resolve(
                            name.substring(ROOT.length()).replace(".", "/").replaceFirst("^/", ""))
                    .resolve("package-info.java");
            assertTrue(Files.exists(file), file + " is missing");
            String text = Files.readString(file).replaceAll("\\s*\\n \\* ?", " ");
            assertTrue(text.contains("Begin with {@link"), file + " does not say where to begin reading");
            if (!name.equals(ROOT) && !name.endsWith(".cli")) {
                Matcher level = LEVEL.matcher(text);
                assertTrue(level.find(), file + " does not say its level");
                assertEquals(levels.get(name), Integer.valueOf(level.group(1)), file.toString());
            }
        }
    }

    /** {@code java src/docs/java/Architecture.java . src/docs/architecture.svg} redraws it. */
    @Test
    void thePictureIsOfThisCode(@TempDir Path folder) throws Exception {
        Path drawn = folder.resolve("architecture.svg");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "src/docs/java/Architecture.java",
                        ".",
                        drawn.toString())
                .inheritIO()
                .start();
        assertEquals(0, java.waitFor());
        assertEquals(Files.readString(drawn), Files.readString(PICTURE));
    }

    private static List<String> packages() {
        return classes.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .distinct()
                .sorted()
                .toList();
    }

    private static String family(String name) {
        return name.equals(ROOT) ? ROOT : name.substring(ROOT.length() + 1).split("\\.", 2)[0];
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toList());
        }
    }
}
