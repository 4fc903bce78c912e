package org.mosaicworkbench.cli;

import org.mosaicworkbench.environment.ProjectFolder;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"mosaic-workbench " + ProjectFolder.find().version()};
    }
}
