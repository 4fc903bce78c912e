import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.Sweep;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.sweep.Method;
import org.mosaicworkbench.sweep.Space;
import org.mosaicworkbench.sweep.SweepResult;

/** Compares the epochs used and the best trial found by each search method, for several seeds. */
final class SweepBench {

    private static final Space SPACE = Space.of()
            .log("recipe.learningRate", 1e-4, 3e-2)
            .choice("blueprint.layers", List.of(18, 32, 64, 32, 18), List.of(32, 16), List.of(16))
            .choice("recipe.batch", 16, 32)
            .choice("recipe.noise", "none", "real");

    private static final int TRIALS = 18;
    private static final int EPOCHS = 18;
    private static final int FIRST = 42;

    public static void main(String[] arguments) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println("| seed | method | trials | epochs | CPU seconds | best trial | held-out loss |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int seed = FIRST; seed < FIRST + Integer.parseInt(arguments[2]); seed++) {
            for (String method : List.of("random", "asha")) {
                long cpu = system.getProcessCpuTime();
                SweepResult sweep = Sweep.of(SPACE)
                        .on(Path.of(arguments[0]))
                        .blueprint(Blueprint.mlp())
                        .params(TrainingConfig.STANDARD.normalize(true))
                        .method(Method.named(method))
                        .trials(TRIALS)
                        .epochs(EPOCHS)
                        .seed(seed)
                        .threads(1)
                        .output(Path.of(arguments[1], method + "-" + seed))
                        .run();
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %s | %d | %d | %.1f | %d | %.4f |%n",
                        seed,
                        method,
                        sweep.trials().size(),
                        sweep.epochs(),
                        (system.getProcessCpuTime() - cpu) / 1e9,
                        sweep.best().number(),
                        sweep.best().metric());
            }
        }
    }
}
