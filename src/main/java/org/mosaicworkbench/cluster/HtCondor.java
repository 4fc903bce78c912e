package org.mosaicworkbench.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.WholeFile;

/** HTCondor jobs, one for each part of a work list. */
final class HtCondor extends BatchQueue {

    HtCondor(Cluster cluster, Path folder) {
        super(cluster, folder);
    }

    @Override
    Path write(StageFolder stage, List<Integer> open) {
        Path script = WholeFile.writeText(stage.folder().resolve("job.sh"), "#!/bin/bash\n" + script(stage, "\"$1\""));
        Path logs = WholeFile.requireWritable(logs());
        String more = cluster().settings().entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                .collect(Collectors.joining());
        return WholeFile.writeText(
                stage.folder().resolve("job.sub"),
                "executable = /bin/bash\ntransfer_executable = false\nshould_transfer_files = no\narguments = \""
                        + "'" + script + "' $(part)\"\nbatch_name = " + name(stage)
                        + "\nrequest_cpus = " + cluster().threads() + "\nrequest_memory = " + memory()
                        + " MB\noutput = "
                        + logs + "/" + name(stage) + "-$(part).out\nerror = " + logs + "/" + name(stage)
                        + "-$(part).out\nlog = " + logs + "/" + name(stage) + ".log\n" + more + "queue part in ("
                        + parts(stage.count(), open).stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(" "))
                        + ")\n");
    }

    @Override
    String submission(Path file) {
        return "condor_submit -terse " + WorkerCommand.quoted(file.toString());
    }

    @Override
    boolean isQueued(String job) {
        return !said("condor_q " + job + " -format '%d ' ProcId").isEmpty();
    }
}
