package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.io.BadInput;

@Slow
class ClassPathTest {

    private static final ClassPath OWN = ClassPath.of(ProjectFolder.find());

    @Test
    void itIsMavensOwnWithTheClassesFirst() throws IOException {
        String byMaven = Files.readString(ProjectFolder.find().folder().resolve("target/classpath.txt"))
                .strip();
        List<Path> expected = new ArrayList<>(List.of(ProjectFolder.find().classes()));
        Arrays.stream(byMaven.split(File.pathSeparator)).map(Path::of).forEach(expected::add);

        assertEquals(expected.get(0), OWN.files().findFirst().orElseThrow());
        assertEquals(expected.stream().sorted().toList(), OWN.files().sorted().toList());
    }

    @Test
    void pytorchComesForThisPlatformAndNoKernelDoes() {
        List<String> coordinates =
                OWN.entries().stream().map(ClassPath.Entry::coordinates).toList();

        assertEquals(
                1,
                coordinates.stream()
                        .filter(one ->
                                one.matches("ai\\.djl\\.pytorch:pytorch-native-cpu:2\\.7\\.1:[a-z]+-(x86_64|aarch64)"))
                        .count(),
                coordinates.toString());
        assertTrue(coordinates.contains("ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1"));
        assertTrue(coordinates.stream().noneMatch(one -> one.contains("jupyter") || one.contains("junit")));
        assertTrue(OWN.files().allMatch(Files::exists));
    }

    @Test
    void aLibraryThatCannotBeHadIsNamed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("pom.xml"), """
                <project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId>
                <version>1</version><repositories/><dependencies><dependency><groupId>no.such</groupId>
                <artifactId>library</artifactId><version>1</version></dependency></dependencies></project>""");

        System.setProperty("maven.repo.local", folder.resolve("repository").toString());
        try {
            Path offline = Files.createDirectories(folder.resolve(".m2"));
            Files.writeString(offline.resolve("settings.xml"), "<settings><offline>true</offline></settings>");
            BadInput e = assertThrows(
                    BadInput.class,
                    () -> new MavenAccess(new ProjectFolder(folder), MavenSettings.of(offline)).project());
            assertTrue(e.getMessage().startsWith("libraries are missing: "), e.getMessage());
            assertTrue(e.getMessage().contains("no.such:library:"), e.getMessage());
            assertTrue(
                    e.getMessage()
                            .endsWith("; connect to a network once, or give a mirror in "
                                    + offline.resolve("settings.xml")),
                    e.getMessage());
        } finally {
            System.clearProperty("maven.repo.local");
        }
    }

    @Test
    void aFolderThatIsNotTheProjectIsRefused(@TempDir Path folder) {
        assertEquals(
                folder
                        + ": there is no pom.xml here; set -Dmosaic.home to the folder that mosaic-workbench was cloned into",
                assertThrows(BadInput.class, () -> new ProjectFolder(folder)).getMessage());
    }
}
