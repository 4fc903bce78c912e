package org.mosaicworkbench.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Spark's half: a process of its own, whose class path is Spark's and this jar. It reads lines {@code FOLDER TAB FILE} of
 * a list of work and the numbers of its items, has each item done by a worker process beside an executor, and writes
 * lines about it. It ends with its input.
 */
public final class SparkDriver {

    private static final PrintStream OUT = System.out;
    /** How {@link OneItem} says that no item can be done. */
    private static final Pattern FATAL = Pattern.compile("IllegalStateException: !(.+?)!");

    private SparkDriver() {}

    /**
     * Works.
     *
     * @param arguments a file of Spark's settings, the folder of the work, how many processes may end in an item, and
     *                  how many seconds to wait for the first executor; 0 for ever
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
                run(
                        spark,
                        done,
                        new OneItem(order[0], arguments[1], Integer.parseInt(arguments[2])),
                        Path.of(order[1]));
            }
        }
    }

    private static void run(JavaSparkContext spark, Done done, OneItem work, Path numbers) throws IOException {
        List<Integer> items =
                Files.readAllLines(numbers).stream().map(Integer::valueOf).toList();
        done.items = items;
        try {
            List<String> reasons =
                    spark.parallelize(items, items.size()).map(work).collect();
            for (int i = 0; i < reasons.size(); i++) {
                if (!reasons.get(i).isEmpty()) {
                    say("lost", items.get(i) + "\t" + reasons.get(i));
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

    /** Tells of items as they are done. */
    private static final class Done extends SparkListener {

        private volatile List<Integer> items = List.of();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            int index = end.taskInfo().index();
            if (end.reason() == Success$.MODULE$ && index < items.size()) {
                say("done", String.valueOf(items.get(index)));
            }
        }
    }

    /** Has an executor's worker process do an item. */
    private static final class OneItem implements Function<Integer, String> {

        private static final long serialVersionUID = 1;
        /** Of this executor. */
        private static final Queue<WorkerSlot> FREE = new ConcurrentLinkedQueue<>();

        private final String stage;
        private final String folder;
        private final int attempts;

        OneItem(String stage, String folder, int attempts) {
            this.stage = stage;
            this.folder = folder;
            this.attempts = attempts;
        }

        @Override
        public String call(Integer item) {
            WorkerSlot slot = FREE.poll();
            if (slot == null) {
                slot = new WorkerSlot(Path.of(folder), attempts);
            }
            try {
                String reason = slot.work(Path.of(stage), item);
                if (reason.startsWith(WorkerSlot.FATAL)) {
                    throw new IllegalStateException(reason + WorkerSlot.FATAL);
                }
                return reason;
            } finally {
                FREE.add(slot);
            }
        }
    }
}
