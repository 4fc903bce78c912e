import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.mosaicworkbench.mosaic.align.Affine;
import org.mosaicworkbench.mosaic.align.AffineFit;
import org.mosaicworkbench.mosaic.align.ListMatch;
import org.mosaicworkbench.mosaic.align.Spot;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * Measures the cost of matching two source lists as a function of their length: median processor seconds for lists with
 * a common offset and for unrelated lists. Then counts how many random reference catalogs are accepted as a match.
 * Argument: rounds.
 */
public final class MatchingBench {

    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final double SIDE = 4096;
    private static final double ERROR = 0.05;
    /** One source in ten is in both lists. */
    private static final double COMMON = 0.1;

    private static final int FIELDS = 100;
    private static final int SOURCES = 5000;

    private final int rounds;

    private MatchingBench(int rounds) {
        this.rounds = rounds;
    }

    public static void main(String[] arguments) {
        MatchingBench bench = new MatchingBench(Integer.parseInt(arguments[0]));
        System.out.println(
                "| sources in each list | matched: CPU s | matches | error (px) | unrelated: CPU s | refused |");
        System.out.println("|---|---|---|---|---|---|");
        for (int sources : new int[] {100, 300, 1000, 3000, 10_000, 30_000, 100_000}) {
            bench.row(sources);
        }
        System.out.println("\n| stars in a random catalog, for " + SOURCES + " sources | fields | accepted |");
        System.out.println("|---|---|---|");
        for (int stars : new int[] {12, 60, 300, 3000}) {
            System.out.println("| " + stars + " | " + FIELDS + " | " + accepted(stars) + " |");
        }
    }

    private void row(int sources) {
        SplittableRandom random = new SplittableRandom(sources);
        int common = (int) Math.max(20, COMMON * sources);
        Affine truth = new Affine(SIDE / 2, SIDE / 2, 12.3, -7.9, new Affine.Linear(1, 0, 0, 1));
        List<Spot> to = field(random, sources);
        List<Spot> from = field(random, sources - common);
        Affine back = truth.inverse();
        for (Spot spot : to.subList(0, common)) {
            PixelPoint place = back.apply(spot.x(), spot.y());
            from.add(new Spot(
                    place.x() + ERROR * random.nextGaussian(),
                    place.y() + ERROR * random.nextGaussian(),
                    ERROR,
                    random.nextDouble()));
        }
        List<Spot> other = field(random, sources);
        AffineFit fit = ListMatch.standard().match(from, to).fit();
        PixelPoint middle = fit.map().apply(SIDE / 2, SIDE / 2);
        double error = Math.hypot(middle.x() - SIDE / 2 - 12.3, middle.y() - SIDE / 2 + 7.9);
        boolean refused = !ListMatch.standard().match(other, to).found();
        System.out.printf(
                Locale.ROOT,
                "| %d | %.3f | %d | %.4f | %.3f | %s |%n",
                sources,
                seconds(() -> ListMatch.standard().match(from, to)),
                fit.matches(),
                error,
                seconds(() -> ListMatch.standard().match(other, to)),
                refused ? "yes" : "no");
    }

    private static long accepted(int stars) {
        long count = 0;
        for (int field = 0; field < FIELDS; field++) {
            SplittableRandom random = new SplittableRandom(1000L * stars + field);
            if (ListMatch.standard()
                    .match(field(random, SOURCES), field(random, stars))
                    .found()) {
                count++;
            }
        }
        return count;
    }

    private static List<Spot> field(SplittableRandom random, int sources) {
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < sources; i++) {
            spots.add(new Spot(SIDE * random.nextDouble(), SIDE * random.nextDouble(), ERROR, random.nextDouble()));
        }
        return spots;
    }

    private double seconds(Runnable work) {
        double[] seconds = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = MACHINE.getProcessCpuTime();
            work.run();
            seconds[round] = (MACHINE.getProcessCpuTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return seconds[rounds / 2];
    }
}
