package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.cluster.Cluster;
import org.mosaicworkbench.prep.Categories;

/** A real Slurm, with this machine as its only node, produces the same files as threads. */
@Timeout(600)
@Slow
class SlurmTest {

    @TempDir
    private Path scratch;

    private final List<Process> daemons = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process daemon : daemons) {
            daemon.destroyForcibly().waitFor();
        }
    }

    /** The work that runs with the settings of the test's Slurm. */
    static final class Runs {

        public static void main(String[] folders) {
            Path out = Path.of(folders[1]);
            Cluster.of("slurm")
                    .work(out.resolve(Cluster.WORK))
                    .memory(512)
                    .run(() -> prepare(Path.of(folders[0]), out));
        }
    }

    private static int prepare(Path visits, Path out) {
        Prep.of(visits).output(out).category(Categories.none()).size(128).run();
        return 0;
    }

    private static boolean has(String program) {
        return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/sbin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void aJobArrayPreparesVisits() throws IOException, InterruptedException {
        assumeTrue(
                has("slurmctld") && has("slurmd") && has("sbatch"),
                "Slurm is not installed (apt-get install slurm-wlm)");
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can start a node of Slurm");
        Path conf = configured();
        start(conf, "slurmctld", "-D");
        start(conf, "slurmd", "-D", "-N", "localhost");
        Path visits = VisitTree.of(scratch.resolve("visits"), 5);
        Path out = scratch.resolve("out");
        Process run = start(
                conf,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Runs.class.getName(),
                visits.toString(),
                out.toString());
        assertEquals(0, run.waitFor());
        Path whole = scratch.resolve("whole");
        prepare(visits, whole);
        assertEquals(PrepTest.bytes(whole), PrepTest.bytes(out));
    }

    private Process start(Path conf, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve(Path.of(command[0]).getFileName() + ".log")
                        .toFile());
        builder.environment().put("SLURM_CONF", conf.toString());
        builder.environment().merge("PATH", "/usr/sbin:/usr/bin", (path, more) -> path + ":" + more);
        daemons.add(builder.start());
        return daemons.get(daemons.size() - 1);
    }

    private Path configured() throws IOException {
        Path state = scratch.resolve("slurm");
        Files.createDirectories(state.resolve("state"));
        Files.createDirectories(state.resolve("spool"));
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Files.writeString(
                    scratch.resolve("slurm.conf"), """
                        ClusterName=test
                        SlurmctldHost=localhost
                        SlurmUser=root
                        AuthType=auth/none
                        CredType=cred/none
                        SlurmctldPort=%d
                        SlurmdPort=%d
                        StateSaveLocation=%3$s/state
                        SlurmdSpoolDir=%3$s/spool
                        SlurmctldPidFile=%3$s/slurmctld.pid
                        SlurmdPidFile=%3$s/slurmd.pid
                        ProctrackType=proctrack/linuxproc
                        TaskPlugin=task/none
                        SelectType=select/cons_tres
                        SelectTypeParameters=CR_Core
                        MpiDefault=none
                        SwitchType=switch/none
                        ReturnToService=2
                        SchedulerParameters=batch_sched_delay=0,sched_interval=1
                        NodeName=localhost CPUs=2 RealMemory=4000 State=UNKNOWN
                        PartitionName=all Nodes=localhost Default=YES MaxTime=INFINITE State=UP
                        """.formatted(one.getLocalPort(), two.getLocalPort(), state));
        }
    }
}
