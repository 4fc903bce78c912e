package org.mosaicworkbench.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.Success$;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * The Spark driver, a separate process with the class path of Spark and this jar. It reads lines
 * {@code FOLDER TAB FILE} from standard input: the folder of a stage, and a file that lists the indices of the items. A
 * worker process next to each executor processes the items. The driver reports every item with a line on standard
 * output, and exits at the end of standard input.
 */
public final class SparkDriver {

    private static final PrintStream OUT = System.out;
    /** Finds the message by which {@link Items} reports that no item can be processed. */
    private static final Pattern FATAL = Pattern.compile("IllegalStateException: !(.+?)!");

    private static final int LARGEST_GROUP = 16;
    /**
     * Minimum number of Spark tasks per core in long lists. With many small tasks, all cores finish at about the same
     * time, and little work is repeated when an executor dies.
     */
    private static final int TASKS_PER_CORE = 50;

    private SparkDriver() {}

    /**
     * Runs the driver.
     *
     * @param arguments a file with Spark's settings, the working folder, the number of worker processes that may die on
     *                  one item, and the number of seconds to wait for the first executor (0: no limit)
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setOut(System.err);
        BlockingQueue<String> orders = new LinkedBlockingQueue<>();
        Thread reading = new Thread(() -> read(orders), "orders");
        reading.setDaemon(true);
        reading.start();
        SparkConf conf = new SparkConf(false);
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(file);
        }
        settings.stringPropertyNames().forEach(name -> conf.set(name, settings.getProperty(name)));
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            say(
                    "page",
                    spark.sc().uiWebUrl().isDefined() ? spark.sc().uiWebUrl().get() : "");
            Done done = new Done();
            spark.sc().addSparkListener(done);
            if (!spark.master().startsWith("local[") && !hasExecutor(spark, Integer.parseInt(arguments[3]))) {
                say("none", "");
                return;
            }
            while (true) {
                String[] order = orders.take().split("\t", -1);
                run(spark, done, new Items(order[0], arguments[1], Integer.parseInt(arguments[2])), Path.of(order[1]));
            }
        }
    }

    private static void run(JavaSparkContext spark, Done done, Items work, Path numbers) throws IOException {
        List<ArrayList<Integer>> groups = groups(
                Files.readAllLines(numbers).stream().map(Integer::valueOf).toList(), spark.defaultParallelism());
        done.groups = groups;
        try {
            List<ArrayList<String>> reasons =
                    spark.parallelize(groups, groups.size()).map(work).collect();
            for (int group = 0; group < groups.size(); group++) {
                for (int i = 0; i < groups.get(group).size(); i++) {
                    String reason = reasons.get(group).get(i);
                    if (!reason.isEmpty()) {
                        say("lost", groups.get(group).get(i) + "\t" + reason);
                    }
                }
            }
            say("end", "");
            // Spark throws checked exceptions that it does not declare.
        } catch (Exception e) {
            e.printStackTrace();
            Matcher fatal = FATAL.matcher(e.toString());
            if (fatal.find()) {
                say("fatal", fatal.group(1));
            } else {
                say("aborted", e.toString());
            }
        }
    }

    /**
     * A Spark task has an overhead of about 20 ms. In long lists, several items share a task; each core still gets many
     * tasks.
     */
    private static List<ArrayList<Integer>> groups(List<Integer> items, int cores) {
        int size = Math.max(1, Math.min(LARGEST_GROUP, items.size() / (cores * TASKS_PER_CORE)));
        List<ArrayList<Integer>> groups = new ArrayList<>();
        for (int from = 0; from < items.size(); from += size) {
            groups.add(new ArrayList<>(items.subList(from, Math.min(items.size(), from + size))));
        }
        return groups;
    }

    private static void say(String word, String what) {
        OUT.println(word + "\t" + what.replaceAll("\\s*\\R\\s*", " "));
        OUT.flush();
    }

    private static boolean hasExecutor(JavaSparkContext spark, int patience) throws InterruptedException {
        long end = System.nanoTime() + patience * 1_000_000_000L;
        while (spark.sc().statusTracker().getExecutorInfos().length < 2) {
            if (spark.sc().isStopped() || patience > 0 && System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(100);
        }
        return true;
    }

    private static void read(BlockingQueue<String> orders) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                orders.add(line);
            }
        } catch (IOException e) {
            System.exit(1);
        }
        System.exit(0);
    }

    /** Reports each item when it is done. */
    private static final class Done extends SparkListener {

        private volatile List<ArrayList<Integer>> groups = List.of();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            int index = end.taskInfo().index();
            if (end.reason() == Success$.MODULE$ && index < groups.size()) {
                groups.get(index).forEach(item -> say("done", String.valueOf(item)));
            }
        }
    }

    /**
     * Passes items to a worker process of the executor. Each returned string is empty, or the reason why the item
     * failed.
     */
    private static final class Items implements Function<ArrayList<Integer>, ArrayList<String>> {

        private static final long serialVersionUID = 1;
        /** Idle worker processes of this executor. */
        private static final Queue<WorkerSlot> FREE = new ConcurrentLinkedQueue<>();

        private final String stage;
        private final String folder;
        private final int attempts;

        Items(String stage, String folder, int attempts) {
            this.stage = stage;
            this.folder = folder;
            this.attempts = attempts;
        }

        @Override
        public ArrayList<String> call(ArrayList<Integer> items) {
            WorkerSlot slot = FREE.poll();
            if (slot == null) {
                slot = new WorkerSlot(Path.of(folder), attempts);
            }
            ArrayList<String> reasons = new ArrayList<>();
            try {
                for (int item : items) {
                    String reason = slot.work(Path.of(stage), item);
                    if (reason.startsWith(WorkerSlot.FATAL)) {
                        throw new IllegalStateException(reason + WorkerSlot.FATAL);
                    }
                    reasons.add(reason);
                }
                return reasons;
            } finally {
                FREE.add(slot);
            }
        }
    }
}
