package org.mosaicworkbench.cli;

import org.mosaicworkbench.environment.Lock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mosaic lock}: what results are made with. */
@Command(
        name = "lock",
        mixinStandardHelpOptions = true,
        description = "Prints every library with its SHA-256, the Java machine, the system and the engine.")
final class LockCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().println(Lock.ofThisMachine());
    }
}
