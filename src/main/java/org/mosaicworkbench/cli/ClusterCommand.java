package org.mosaicworkbench.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.mosaicworkbench.cluster.LocalSpark;
import org.mosaicworkbench.environment.ProjectFolder;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.Require;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mosaic cluster}. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts or stops a local Apache Spark test cluster.",
            "",
            "It listens on the loopback address and requires a secret that only you can read. Other clusters need "
                    + "none of this: give their master with --cluster. Spark is fetched when it is first needed "
                    + "(about 230 MB); if SPARK_HOME is set, that installation is used instead."
        },
        footer = {
            "",
            "Examples:",
            "  environment/cluster start --workers 2 --memory 2048",
            "  environment/mosaic prep visits -o out --cluster spark://127.0.0.1:7077 --cluster-memory 1536",
            "  environment/cluster stop"
        })
final class ClusterCommand implements Callable<Integer> {

    @Parameters(paramLabel = "start|stop|status", description = "Start or stop the cluster, or show its status.")
    private String what;

    @Option(names = "--workers", paramLabel = "N", defaultValue = "2", description = "Number of workers (default: 2).")
    private int workers;

    @Option(names = "--cores", paramLabel = "N", defaultValue = "1", description = "Cores of each worker (default: 1).")
    private int cores;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            defaultValue = "2560",
            description = "Memory of each worker. An executor needs the memory of its worker process plus 512 MiB "
                    + "(default: 2560).")
    private int memory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!what.equals("start")) {
            List.of("--workers", "--cores", "--memory").stream()
                    .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                    .findFirst()
                    .ifPresent(option -> {
                        throw new BadInput(option + " has no effect without start; leave it out");
                    });
        }
        LocalSpark spark = LocalSpark.of(ProjectFolder.find());
        String said = switch (what) {
            case "start" ->
                "use it with: --cluster "
                        + spark.start(
                                Require.atLeast(1, "--workers", workers),
                                Require.atLeast(1, "--cores", cores),
                                Require.atLeast(1, "--memory", memory, "MiB"));
            case "stop" -> spark.stop() + " processes stopped";
            case "status" ->
                spark.master().map(master -> master + " is running").orElse("no cluster is running");
            default -> throw new BadInput("the argument is '" + what + "'; it must be start, stop or status");
        };
        spec.commandLine().getOut().println(said);
        return MosaicCommandLine.DONE;
    }
}
