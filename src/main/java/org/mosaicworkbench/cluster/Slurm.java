package org.mosaicworkbench.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;

/** Slurm job arrays. */
final class Slurm extends BatchQueue {

    Slurm(Cluster cluster, Path folder) {
        super(cluster, folder);
    }

    @Override
    Path write(StageFolder stage, List<Integer> open) {
        String array = parts(stage.count(), open).stream().map(String::valueOf).collect(Collectors.joining(","));
        String more = cluster().settings().entrySet().stream()
                .map(setting -> "#SBATCH --" + setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining());
        return WholeFile.writeText(
                stage.folder().resolve("job.sbatch"),
                "#!/bin/bash\n#SBATCH --job-name=" + name(stage) + "\n#SBATCH --array=" + array
                        + "\n#SBATCH --cpus-per-task=" + cluster().threads() + "\n#SBATCH --mem=" + memory()
                        + "M\n#SBATCH --output=" + WholeFile.requireWritable(logs()) + "/%x-%a.out\n" + more
                        + script(stage, "\"$SLURM_ARRAY_TASK_ID\""));
    }

    @Override
    String submission(Path file) {
        return "sbatch --parsable " + WorkerCommand.quoted(file.toString());
    }

    /** Slurm reports an error for a finished job that it no longer remembers. */
    @Override
    boolean isQueued(String job) {
        try {
            return !said("squeue --noheader --jobs=" + job).isEmpty();
        } catch (BadInput e) {
            if (e.getMessage().contains("Invalid job id")) {
                return false;
            }
            throw e;
        }
    }
}
