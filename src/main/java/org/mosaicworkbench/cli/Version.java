package org.mosaicworkbench.cli;

import org.mosaicworkbench.environment.ProjectFolder;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"mosaic-workbench " + number()};
    }

    /**
     * The version, from the jar or from the build file of a clone.
     *
     * @throws org.mosaicworkbench.io.BadInput if the classes have neither
     */
    static String number() {
        String ofJar = Version.class.getPackage().getImplementationVersion();
        return ofJar != null ? ofJar : ProjectFolder.find().version();
    }
}
