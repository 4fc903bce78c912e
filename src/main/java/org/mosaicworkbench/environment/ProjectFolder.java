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
 * The folder of the clone.
 *
 * @param folder absolute; holds {@code pom.xml}
 */
public record ProjectFolder(Path folder) {

    private static final String ARTIFACT = "mosaic-workbench";

    /** The system property that names the folder when the classes lie elsewhere. */
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
     * The folder that {@code -Dmosaic.home} names, or else the one that these classes were built in.
     *
     * @throws BadInput if neither is there
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
        throw new BadInput("the folder that mosaic-workbench was cloned into is not known; set -D" + PROPERTY
                + " to it, or start with environment/mosaic");
    }

    /** A jar may be in the folder of another project. */
    private boolean isOurs() {
        return ARTIFACT.equals(model().getArtifactId());
    }

    /** The project's build file. */
    public Path pom() {
        return folder.resolve("pom.xml");
    }

    /** The output folder of the build for classes. */
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
