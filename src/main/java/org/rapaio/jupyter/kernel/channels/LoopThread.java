package org.rapaio.jupyter.kernel.channels;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Replaces the class of the same name in the Rapaio kernel 3.0.1; our classes precede its jar on the class path. The
 * original starts its thread before setting the running flag, so on a busy machine a channel occasionally ends at once
 * and Jupyter waits forever; a channel also ends for good if a message arrives before the kernel is ready. This version
 * fixes both faults. Without our kernel spec, the kernel uses its own class.
 */
public final class LoopThread extends Thread {

    private static final Logger LOGGER = Logger.getLogger(LoopThread.class.getSimpleName());
    private static final int FAILURES_IN_A_ROW = 20;

    private final long sleep;
    private final Runnable body;
    private volatile boolean running = true;

    /**
     * @param name the thread's name
     * @param sleep pause between two runs of the body, in milliseconds
     * @param body the code to run repeatedly
     */
    public LoopThread(String name, long sleep, Runnable body) {
        super(name);
        this.sleep = sleep;
        this.body = body;
    }

    @Override
    public void run() {
        int failures = 0;
        while (running && failures < FAILURES_IN_A_ROW) {
            try {
                body.run();
                failures = 0;
            } catch (RuntimeException e) {
                failures++;
                if (running) {
                    LOGGER.log(Level.WARNING, getName() + " continues after " + e);
                }
            }
            try {
                Thread.sleep(sleep);
            } catch (InterruptedException e) {
                running = false;
            }
        }
    }

    /** Lets the thread end after the current run of its body. */
    public void shutdown() {
        running = false;
    }
}
