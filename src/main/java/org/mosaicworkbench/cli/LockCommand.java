package org.mosaicworkbench.cli;

import org.mosaicworkbench.environment.Lock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mosaic lock}: the libraries and versions that produce results. */
@Command(
        name = "lock",
        mixinStandardHelpOptions = true,
        description = "Prints all libraries with their SHA-256, the Java version, the system and the engine.")
final class LockCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().println(Lock.ofThisMachine());
    }
}
