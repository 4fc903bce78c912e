package org.mosaicworkbench.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.environment.SparkLibrary;

/** Spark is fetched for those who ask for it, and for nobody else. */
class NoSparkTest {

    private static final Pattern ASKS = Pattern.compile("spark://|local-cluster|LocalSpark|k8s://|SparkLibrary");

    @Test
    void theClassPathHasNoSpark() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("org.apache.spark.SparkConf"));
    }

    @Test
    void onlyTheEngineAndTheLocalClusterFetchIt() {
        Set<String> callers = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("/test-classes/"))
                        .importPackages("org.mosaicworkbench")
                        .get(SparkLibrary.class)
                        .getMethodCallsToSelf()
                        .stream()
                        .filter(call -> call.getTarget().getName().equals("of"))
                        .map(JavaMethodCall::getOriginOwner)
                        .map(caller -> caller.getSimpleName())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of("LocalSpark", "SparkEngine"), callers);
    }

    @Test
    void noNotebookOfTheCourseAsksForIt() throws IOException {
        try (Stream<Path> notebooks = Files.list(Path.of("notebooks"))) {
            for (Path notebook :
                    notebooks.filter(file -> file.toString().endsWith(".ipynb")).toList()) {
                assertFalse(ASKS.matcher(Files.readString(notebook)).find(), notebook.toString());
            }
        }
    }
}
