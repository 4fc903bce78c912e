package org.mosaicworkbench.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.task.Work;

/**
 * A process that works on items. It reads lines {@code FOLDER TAB ITEM} from its standard input and writes a line for
 * each item that has a result. It ends when its input ends, that is, when the process that started it ends.
 */
public final class Worker {

    /** The property with the number of threads that a worker may use. */
    static final String THREADS = "mosaic.threads";

    private StageFolder stage;
    private Work<Object, Object> work;

    private Worker() {}

    /**
     * Runs the worker.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = System.out;
        System.setOut(System.err);
        Parallel.limit(Integer.getInteger(THREADS, Parallel.cores()));
        new Worker().serve(out);
    }

    private void serve(PrintStream out) throws InterruptedException {
        BlockingQueue<String> orders = new LinkedBlockingQueue<>();
        Thread reading = new Thread(() -> read(orders), "orders");
        reading.setDaemon(true);
        reading.start();
        while (true) {
            String[] order = orders.take().split("\t", -1);
            work(order[0], Integer.parseInt(order[1]));
            out.println(order[1]);
            out.flush();
        }
    }

    /** Ends the process when its input ends, even in the middle of an item. */
    private static void read(BlockingQueue<String> orders) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                orders.add(line);
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(0);
    }

    private void work(String folder, int item) {
        if (stage == null || !stage.folder().toString().equals(folder)) {
            stage = new StageFolder(Path.of(folder));
            work = stage.work();
        }
        if (!stage.isDone(item)) {
            stage.done(work, item);
        }
    }
}
