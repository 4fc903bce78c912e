package org.mosaicworkbench.environment;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.mosaicworkbench.io.BadInput;

/**
 * The folder of the cloned repository.
 *
 * @param folder absolute path; contains {@code pom.xml}
 */
public record ProjectFolder(Path folder) {

    private static final String ARTIFACT = "mosaic-workbench";

    /** The system property that gives the folder if the classes are not inside it. */
    public static final String PROPERTY = "mosaic.home";

    /** @throws BadInput if there is no {@code pom.xml} */
    public ProjectFolder {
        folder = folder.toAbsolutePath().normalize();
        if (!Files.isRegularFile(folder.resolve("pom.xml"))) {
            throw BadInput.file(
                    folder,
                    "there is no pom.xml here",
                    "set -D" + PROPERTY + " to the folder that mosaic-workbench was cloned into");
        }
    }

    /**
     * The folder given by {@code -Dmosaic.home}, or else the one in which these classes were built.
     *
     * @throws BadInput if neither exists
     */
    public static ProjectFolder find() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return new ProjectFolder(Path.of(named));
        }
        for (Path folder = ownClasses(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("pom.xml")) && new ProjectFolder(folder).isOurs()) {
                return new ProjectFolder(folder);
            }
        }
        throw new BadInput("the folder that mosaic-workbench was cloned into is unknown; set -D" + PROPERTY
                + " to it, or start with environment/mosaic");
    }

    /** Guards against a jar inside another project's folder. */
    private boolean isOurs() {
        return ARTIFACT.equals(model().getArtifactId());
    }

    /** The project's build file. */
    public Path pom() {
        return folder.resolve("pom.xml");
    }

    /** The build's output folder for classes. */
    public Path classes() {
        return folder.resolve("target").resolve("classes");
    }

    /** The project's version, from the build file. */
    public String version() {
        return model().getVersion();
    }

    Model model() {
        try (Reader reader = Files.newBufferedReader(pom())) {
            return new MavenXpp3Reader().read(reader);
        } catch (IOException | XmlPullParserException e) {
            throw BadInput.file(
                    pom(), "cannot be read (" + e.getMessage() + ")", "restore the file from the repository");
        }
    }

    private static Path ownClasses() {
        try {
            return new File(ProjectFolder.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
