import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.PrepResult;

/** Times the table part of preparation in a new Java process, first with all cores, then with one thread. */
final class PrepBench {

    public static void main(String[] folders) throws IOException {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int threads : new int[] {Parallel.cores(), 1}) {
            long cpu = system.getProcessCpuTime();
            long start = System.nanoTime();
            PrepResult result = Prep.of(Path.of(folders[0]))
                    .output(Path.of(folders[1]))
                    .category(Categories.none())
                    .draw(false)
                    .threads(threads)
                    .run();
            double seconds = (System.nanoTime() - start) / 1e9;
            double busy = (system.getProcessCpuTime() - cpu) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "| %d | mosaic-workbench, %d threads | %.2f | %.2f | %d |%n",
                    result.table().rowCount(),
                    threads,
                    seconds,
                    busy,
                    peakMegabytes());
            System.err.println(result.timings());
        }
    }

    private static long peakMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
