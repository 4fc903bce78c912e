import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Profiles a task by steps without timers in its code. Every 10 ms, a sampling thread reads the stack of each other
 * thread and the processor time used since the last sample, and adds it to the first step whose pattern matches the
 * stack.
 */
final class StepWatch implements Runnable {

    /** Label of the time that no step accounts for. */
    static final String REST = "rest";

    private static final String COMPILES = "Java: compilation";
    private static final String COLLECTS = "Java: garbage collection";
    private static final String BESIDE = "ended and native threads";

    /**
     * A step.
     *
     * @param label label in tables
     * @param stack pattern searched for in the calls of org.mosaicworkbench, such as {@code io.Parallel#map}, innermost
     *              first
     */
    record Step(String label, Pattern stack) {

        static Step of(String label, String stack) {
            return new Step(label, Pattern.compile(stack));
        }
    }

    /**
     * The cost of a step.
     *
     * @param cpu   processor seconds
     * @param clock elapsed seconds; steps that run at the same time share them
     */
    record Cost(double cpu, double clock) {

        static final Cost NONE = new Cost(0, 0);

        Cost and(double moreCpu, double moreClock) {
            return new Cost(cpu + moreCpu, clock + moreClock);
        }
    }

    /** Positions of the times of a thread after its name in proc(5), and their unit in seconds. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final double TICK = 0.01;
    private static final String NO_THREAD = "() " + "0 ".repeat(SYSTEM + 1);

    private static final int MILLISECONDS = 10;
    private static final int WORTH_A_STEP = 20;
    private static final int CALLS_SHOWN = 4;
    private static final String ROOT = "org.mosaicworkbench.";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final List<Step> steps;
    private final Map<String, Cost> costs = new LinkedHashMap<>();
    private final Map<Long, Long> used = new HashMap<>();
    private final Map<String, Integer> unknown = new HashMap<>();
    private final Thread worker = Thread.currentThread();
    private volatile boolean ended;
    private long own;

    private StepWatch(List<Step> steps) {
        this.steps = steps;
        steps.forEach(step -> costs.put(step.label, Cost.NONE));
    }

    /**
     * Runs and profiles a task.
     *
     * @return the cost of each step, in the order of the steps, with the rest last
     */
    static Map<String, Cost> costs(List<Step> steps, Runnable work) {
        StepWatch watch = new StepWatch(steps);
        watch.look(0);
        Map<String, Double> before = nativeThreads();
        Thread looking = new Thread(watch, "watch");
        long cpu = MACHINE.getProcessCpuTime();
        long start = System.nanoTime();
        looking.start();
        work.run();
        double clock = (System.nanoTime() - start) * 1e-9;
        watch.ended = true;
        try {
            looking.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        double all = (MACHINE.getProcessCpuTime() - cpu - watch.own) * 1e-9;
        watch.costs.values().removeIf(cost -> cost.cpu == 0);
        nativeThreads()
                .forEach((what, seconds) ->
                        watch.costs.put(what, new Cost(Math.max(0, seconds - before.getOrDefault(what, 0.0)), 0)));
        watch.addRest(all, clock);
        return watch.costs;
    }

    /** Processor seconds of Java's own threads, by purpose; threads that have ended are missing. */
    private static Map<String, Double> nativeThreads() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            threads.map(StepWatch::stat).forEach(stat -> {
                String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                String[] numbers = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                double used = (Long.parseLong(numbers[USER]) + Long.parseLong(numbers[SYSTEM])) * TICK;
                if (name.matches("C[12] .*")) {
                    seconds.merge(COMPILES, used, Double::sum);
                } else if (name.matches("G[C1] .*")) {
                    seconds.merge(COLLECTS, used, Double::sum);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seconds;
    }

    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (IOException ended) {
            return NO_THREAD;
        }
    }

    private void addRest(double cpu, double clock) {
        double steps = costs.values().stream().mapToDouble(Cost::cpu).sum();
        double clocks = costs.values().stream().mapToDouble(Cost::clock).sum();
        costs.put(BESIDE, new Cost(Math.max(0, cpu - steps), Math.max(0, clock - clocks)));
        unknown.entrySet().stream()
                .filter(e -> !this.steps.isEmpty() && e.getValue() >= WORTH_A_STEP)
                .forEach(e -> System.err.println(e.getValue() + " samples match no step: " + e.getKey()));
    }

    @Override
    public void run() {
        long last = System.nanoTime();
        while (!ended) {
            try {
                Thread.sleep(MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
            long now = System.nanoTime();
            look((now - last) * 1e-9);
            last = now;
        }
        own = THREADS.getCurrentThreadCpuTime();
    }

    private void look(double seconds) {
        Map<String, Double> now = new LinkedHashMap<>();
        Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
        String caller = calls(stacks.getOrDefault(worker, new StackTraceElement[0]));
        stacks.forEach((thread, stack) -> {
            long cpu = THREADS.getThreadCpuTime(thread.getId());
            Long before = used.put(thread.getId(), cpu);
            double more = (cpu - (before == null ? 0 : before)) * 1e-9;
            String calls = calls(stack);
            if (more > 0 && seconds > 0 && !calls.isEmpty()) {
                now.merge(step(calls, caller), more, Double::sum);
            }
        });
        double all = now.values().stream().mapToDouble(Double::doubleValue).sum();
        now.forEach((step, cpu) ->
                costs.merge(step, new Cost(cpu, seconds * cpu / all), (a, more) -> a.and(more.cpu, more.clock)));
    }

    private static String calls(StackTraceElement[] stack) {
        return Stream.of(stack)
                .filter(call -> call.getClassName().startsWith(ROOT))
                .map(call -> call.getClassName().substring(ROOT.length()) + "#" + call.getMethodName())
                .collect(Collectors.joining(" "));
    }

    /** A thread that matches no step is assumed to work for the thread that started the task and waits for it. */
    private String step(String calls, String caller) {
        return Stream.of(calls, calls + " " + caller)
                .flatMap(all ->
                        steps.stream().filter(step -> step.stack.matcher(all).find()))
                .findFirst()
                .map(Step::label)
                .orElseGet(() -> {
                    unknown.merge(
                            Stream.of(calls.split(" ")).limit(CALLS_SHOWN).collect(Collectors.joining(" ")),
                            1,
                            Integer::sum);
                    return REST;
                });
    }
}
