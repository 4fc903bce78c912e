package org.mosaicworkbench.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;

/** The job files for Slurm and HTCondor, run as by these systems. */
@Timeout(300)
class BatchTest {

    @TempDir
    private Path folder;

    private Cluster cluster(String master) {
        return Cluster.of(master)
                .work(folder.resolve(".work"))
                .memory(256)
                .threads(2)
                .settings(Map.of("partition", "long"))
                .dryRun(true);
    }

    /** Squares of 0 to 4; squaring 3 fails. */
    private static EachDataset.Done<Integer> squares() {
        return EachDataset.<Integer>of("squares", Failure.Stage.FRAMES, item -> "item " + item)
                .run(IntStream.range(0, 5).boxed().toList(), item -> {
                    if (item == 3) {
                        Runtime.getRuntime().halt(9);
                    }
                    return item * item;
                });
    }

    private String submission(String master) {
        return assertThrows(Cluster.OnlyWritten.class, () -> cluster(master).run(BatchTest::squares))
                .getMessage();
    }

    private void runJobs(Path script, int parts) throws IOException, InterruptedException {
        for (int part = 0; part < parts; part++) {
            ProcessBuilder job = new ProcessBuilder("bash", script.toString(), String.valueOf(part)).inheritIO();
            job.environment().put("SLURM_ARRAY_TASK_ID", String.valueOf(part));
            assertEquals(0, job.start().waitFor());
        }
    }

    @Test
    void slurmsFileSaysWhatAJobTakes() throws IOException {
        Path script = folder.resolve(".work/01-squares/job.sbatch");
        assertEquals(
                "submit it with: sbatch --parsable '" + script
                        + "'\nand run the same command again when its jobs have ended",
                submission("slurm"));
        List<String> lines = Files.readAllLines(script);
        assertEquals(
                List.of(
                        "#!/bin/bash",
                        "#SBATCH --job-name=mosaic-01-squares",
                        "#SBATCH --array=0,1,2,3,4",
                        "#SBATCH --cpus-per-task=2",
                        "#SBATCH --mem=512M",
                        "#SBATCH --output=" + folder.resolve(".work/logs") + "/%x-%a.out",
                        "#SBATCH --partition=long"),
                lines.subList(0, 7));
        assertTrue(lines.get(lines.size() - 1).endsWith("/01-squares' \"$SLURM_ARRAY_TASK_ID\" 5"), lines.toString());
    }

    @Test
    void condorsFileSaysWhatAJobTakes() throws IOException {
        Path file = folder.resolve(".work/01-squares/job.sub");
        assertEquals(
                "submit it with: condor_submit -terse '" + file
                        + "'\nand run the same command again when its jobs have ended",
                submission("htcondor"));
        String logs = folder.resolve(".work/logs") + "/mosaic-01-squares";
        assertEquals(
                List.of(
                        "executable = /bin/bash",
                        "transfer_executable = false",
                        "should_transfer_files = no",
                        "arguments = \"'" + folder.resolve(".work/01-squares/job.sh") + "' $(part)\"",
                        "batch_name = mosaic-01-squares",
                        "request_cpus = 2",
                        "request_memory = 512 MB",
                        "output = " + logs + "-$(part).out",
                        "error = " + logs + "-$(part).out",
                        "log = " + logs + ".log",
                        "partition = long",
                        "queue part in (0 1 2 3 4)"),
                Files.readAllLines(file));
    }

    /** A job reports that its worker died; the next run repeats only that item. */
    @Test
    @Slow
    void whatJobsDidIsTakenByTheNextRun() throws IOException, InterruptedException {
        submission("htcondor");
        runJobs(folder.resolve(".work/01-squares/job.sh"), 5);
        submission("slurm");
        String script = Files.readString(folder.resolve(".work/01-squares/job.sbatch"));
        assertTrue(script.contains("\n#SBATCH --array=3\n"), script);
        String lost = Files.readString(folder.resolve(".work/01-squares/lost/3"));
        assertTrue(lost.matches("2 worker processes died on it, the last on .+ with exit code 9"), lost);
        List<Integer> results = new ArrayList<>();
        StageFolder stage = new StageFolder(folder.resolve(".work/01-squares"));
        for (int item : new int[] {0, 1, 2, 4}) {
            Object value = stage.value(item);
            assertTrue(value instanceof EachDataset.Outcome<?>, String.valueOf(value));
            results.add((Integer) ((EachDataset.Outcome<?>) value).value().orElseThrow());
        }
        assertEquals(List.of(0, 1, 4, 16), results);
        assertFalse(stage.isDone(3));
    }
}
