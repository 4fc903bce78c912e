package org.rapaio.jupyter.kernel.channels;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Takes the place of the class of this name in the Rapaio kernel 3.0.1, before whose jar our classes stand in the
 * kernel's class path. That one begins its thread before it notes that the thread is to run, so that on a busy machine
 * a channel now and then ends as it begins and Jupyter waits for the kernel in vain; and it ends for good when a
 * message comes before the kernel is ready for it. This one does neither. Without our kernel spec the kernel keeps its
 * own.
 */
public final class LoopThread extends Thread {

    private static final Logger LOGGER = Logger.getLogger(LoopThread.class.getSimpleName());
    private static final int FAILURES_IN_A_ROW = 20;

    private final long sleep;
    private final Runnable body;
    private volatile boolean running = true;

    /**
     * @param name  of the thread
     * @param sleep milliseconds between two runs of the body
     * @param body  what is done again and again
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
                    LOGGER.log(Level.WARNING, getName() + " goes on after " + e);
                }
            }
            try {
                Thread.sleep(sleep);
            } catch (InterruptedException e) {
                running = false;
            }
        }
    }

    /** Lets the thread end after the run of the body that is under way. */
    public void shutdown() {
        running = false;
    }
}
