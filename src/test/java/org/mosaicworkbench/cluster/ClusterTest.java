package org.mosaicworkbench.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Runner;
import org.mosaicworkbench.task.WorkList;

/** Worker processes on this machine: their work, and the consequences if they die. */
@Timeout(120)
class ClusterTest {

    @TempDir
    private Path folder;

    private Cluster processes() {
        return Cluster.of("processes[2]").work(folder.resolve(".work")).memory(256);
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Counts how often an item was started. */
    private static int begun(Path marks, int item) {
        try {
            Path mark = marks.resolve(String.valueOf(item));
            int before = Files.exists(mark) ? Integer.parseInt(Files.readString(mark)) : 0;
            Files.writeString(mark, String.valueOf(before + 1));
            return before + 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Slow
    void aProcessThatDiesIsReplacedAndAnItemThatKillsTwoIsAFailure() throws IOException {
        Path marks = Files.createDirectory(folder.resolve("marks"));
        EachDataset.Done<Integer> done = processes()
                .run(() -> EachDataset.<Integer>of("squares", Failure.Stage.FRAMES, item -> "item " + item)
                        .run(numbers(20), item -> {
                            if ((begun(marks, item) == 1 && item == 3) || item == 5) {
                                Runtime.getRuntime().halt(137);
                            }
                            if (item == 7) {
                                throw new BadInput("seven cannot be squared");
                            }
                            return item * item;
                        }));
        assertEquals(
                numbers(20).stream()
                        .filter(item -> item != 5 && item != 7)
                        .map(item -> item * item)
                        .toList(),
                done.results());
        assertEquals("2", Files.readString(marks.resolve("3")));
        assertEquals("1", Files.readString(marks.resolve("4")));
        assertEquals(2, done.failures().size());
        assertTrue(
                done.failures()
                        .get(0)
                        .line()
                        .matches("failed: item 5 \\(frames\\): 2 worker processes died on it, the last on .+ with "
                                + "exit code 137, killed by the system for lack of memory, or by hand.*"),
                done.failures().get(0).line());
        assertEquals(
                "failed: item 7 (frames): seven cannot be squared",
                done.failures().get(1).line());
        assertFalse(Files.exists(folder.resolve(".work")));
    }

    /** The results of the first run, which ends in the middle as if killed, are kept except for failures. */
    @Test
    @Slow
    void aRunThatWasStoppedGoesOn() throws IOException {
        Path marks = Files.createDirectory(folder.resolve("marks"));
        assertThrows(
                IllegalStateException.class,
                () -> processes().run(() -> {
                    squares(marks, 6);
                    throw new IllegalStateException("stopped");
                }));
        Files.writeString(marks.resolve("bad"), "");
        assertEquals(List.of(0, 1, 4, 9, 16, 25), processes().run(() -> squares(marks, 6)));
        assertEquals("1", Files.readString(marks.resolve("2")));
        assertEquals("2", Files.readString(marks.resolve("4")));
    }

    private static List<Integer> squares(Path marks, int count) {
        List<Integer> all = new ArrayList<>();
        WorkList.Ending<Integer, Integer> ending =
                new WorkList.Ending<>(item -> {}, (item, reason) -> -1, result -> result < 0);
        Runner.current()
                .run(
                        new WorkList<>(
                                "squares",
                                numbers(count),
                                item -> {
                                    int times = begun(marks, item);
                                    return item == 4 && times == 1 ? -1 : item * item;
                                },
                                ending,
                                WorkList.Effort.USUAL),
                        1,
                        all::add);
        return all;
    }

    @Test
    void smallWorkStaysWhereItIs() {
        List<Long> pids = new ArrayList<>();
        processes().run(() -> {
            EachDataset.<Integer>of("small", Failure.Stage.FRAMES, String::valueOf)
                    .small()
                    .run(numbers(3), item -> pids.add(ProcessHandle.current().pid()));
            return 0;
        });
        assertEquals(3, pids.size());
    }

    /** The report of a machine without the disk, or without a library. */
    @Test
    void whatAMachineCannotSeeIsNamed() throws IOException {
        Path nowhere = folder.resolve("not-mounted");
        WorkerSlot slot = new WorkerSlot(nowhere, 2);
        assertEquals(
                "!" + WorkerSlot.host() + " cannot see " + nowhere
                        + "; choose an output folder on a disk that all machines share",
                slot.work(nowhere.resolve("01-squares"), 0));
        Files.writeString(
                folder.resolve(WorkerSlot.COMMAND),
                "cwd=" + folder + "\narg=/usr/bin/java\narg=-cp\narg=" + nowhere + "/library.jar\narg=Main\n");
        assertEquals(
                "!" + WorkerSlot.host() + " cannot see " + nowhere
                        + "/library.jar; put this software and its libraries on a disk that all machines share",
                new WorkerSlot(folder, 2).work(folder.resolve("01-squares"), 0));
        Files.writeString(folder.resolve(WorkerSlot.COMMAND), "cwd=" + nowhere + "\narg=java\narg=-cp\narg=\n");
        assertEquals(
                "!" + WorkerSlot.host() + " cannot see " + nowhere
                        + "; run the command in a folder that all machines share",
                new WorkerSlot(folder, 2).work(folder.resolve("01-squares"), 0));
    }

    @Test
    void mastersAreRead() {
        assertEquals(Master.Kind.SPARK, Master.of("spark://head:7077").kind());
        assertEquals(Master.Kind.SPARK, Master.of("local-cluster[2,1,1024]").kind());
        assertEquals(Master.Kind.SPARK, Master.of("yarn").kind());
        assertEquals(Master.Kind.SPARK, Master.of("k8s://https://api:6443").kind());
        assertEquals(7, Master.of("processes[7]").count());
        assertEquals(
                "the cluster is 'sparc://head'; it must be threads, processes[N], spark://HOST:PORT, local[N], "
                        + "local-cluster[N,CORES,MIB], yarn, k8s://HOST:PORT, slurm or htcondor",
                assertThrows(BadInput.class, () -> Master.of("sparc://head")).getMessage());
    }

    @Test
    void mistakesAreNamed() {
        assertEquals(
                "dry-run writes job files for slurm or htcondor, not for processes[2]",
                assertThrows(BadInput.class, () -> processes().dryRun(true)).getMessage());
        assertEquals(
                "settings are for spark, slurm or htcondor and have no effect with processes[2]: spark.foo",
                assertThrows(BadInput.class, () -> processes().settings(Map.of("spark.foo", "1")))
                        .getMessage());
        assertThrows(BadInput.class, () -> Master.of("local-cluster[2,1]"));
        assertTrue(assertThrows(
                        BadInput.class, () -> processes().memory(1_000_000_000).run(() -> 0))
                .getMessage()
                .startsWith("processes[2] of 1000000000 MiB need 2000000000 MiB, and this machine has "));
    }

    @Test
    void yarnNeedsTheSettingsOfItsCluster() {
        assumeTrue(System.getenv("HADOOP_CONF_DIR") == null && System.getenv("YARN_CONF_DIR") == null);
        assertEquals(
                "yarn needs the settings of the Hadoop cluster; set HADOOP_CONF_DIR to their folder",
                assertThrows(
                                BadInput.class,
                                () -> Cluster.of("yarn").work(folder).run(() -> 0))
                        .getMessage());
    }

    @Test
    void workersOfALocalClusterGetWhatItHas() {
        assertEquals(588, Cluster.of("local-cluster[2,1,1100]").workerMemory());
        assertEquals(2048, SparkSettings.room(2560, 1));
        assertEquals(Cluster.LEAST_MEMORY, SparkSettings.room(1024, 4));
        assertEquals(6144, Cluster.of("spark://somewhere:7077").workerMemory());
    }

    @Test
    void memoryAndFoldersAreChecked() {
        assertEquals(
                "the memory of a worker process is 100; it must be 256 to 2147483647 MiB",
                assertThrows(BadInput.class, () -> processes().memory(100)).getMessage());
        assertTrue(assertThrows(
                        BadInput.class, () -> processes().run(() -> processes().run(() -> 0)))
                .getMessage()
                .endsWith(".work: is in use by another task of this program; wait until it ends"));
    }
}
