package org.mosaicworkbench.cli;

import org.mosaicworkbench.environment.Home;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"mosaic-workbench " + Home.find().version()};
    }
}
