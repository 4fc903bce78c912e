package org.mosaicworkbench.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.maven.model.Model;
import org.junit.jupiter.api.Test;

/** The published coordinates agree everywhere: the build file, the JBang script, the publisher's values. */
class PublicationTest {

    private static final Path FOLDER = ProjectFolder.find().folder();
    private static final Model POM = ProjectFolder.find().model();

    @Test
    void theJbangScriptNeedsThisVersion() throws IOException {
        List<String> needed = Files.readAllLines(FOLDER.resolve("environment/jbang/mosaic.java")).stream()
                .filter(line -> line.startsWith("//DEPS "))
                .toList();
        assertEquals(
                List.of("//DEPS " + POM.getGroupId() + ":" + POM.getArtifactId() + ":" + POM.getVersion()), needed);
    }

    /** {@code java environment/java/Publisher.java .} writes them. */
    @Test
    void thePublishersValuesAreInAllFiles() throws IOException {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(FOLDER.resolve("environment/publisher.properties"))) {
            values.load(reader);
        }
        String repository = values.getProperty("repository");
        String developer = values.getProperty("developer");
        assertEquals(repository, POM.getUrl());
        assertEquals(repository, POM.getScm().getUrl());
        assertEquals("scm:git:" + repository + ".git", POM.getScm().getConnection());
        assertEquals(developer, POM.getDevelopers().get(0).getName());
        String citation = Files.readString(FOLDER.resolve("CITATION.cff"));
        assertTrue(citation.contains("repository-code: " + repository + "\n"), citation);
        assertTrue(citation.contains("- name: " + developer + "\n"), citation);
        assertTrue(citation.contains("version: " + POM.getVersion() + "\n"), citation);
        for (String page : List.of("README.md", "src/docs/install.md")) {
            assertTrue(
                    Files.readString(FOLDER.resolve(page)).contains("git clone --depth 1 " + repository + " "), page);
        }
    }

    @Test
    void theBuildFileHasWhatMavenCentralAsksFor() {
        assertTrue(!POM.getName().isEmpty() && !POM.getDescription().isEmpty());
        assertEquals(1, POM.getLicenses().size());
        assertTrue(POM.getProfiles().stream()
                .filter(profile -> profile.getId().equals("release"))
                .flatMap(profile -> profile.getBuild().getPlugins().stream())
                .map(plugin -> plugin.getArtifactId())
                .toList()
                .containsAll(List.of(
                        "maven-source-plugin",
                        "maven-javadoc-plugin",
                        "maven-gpg-plugin",
                        "central-publishing-maven-plugin")));
    }
}
