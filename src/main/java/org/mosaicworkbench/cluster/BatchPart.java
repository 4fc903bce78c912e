package org.mosaicworkbench.cluster;

import java.nio.file.Path;
import org.mosaicworkbench.io.WholeFile;

/** One job of a job array: processes one part of the items of a work list with a worker process. */
public final class BatchPart {

    private static final int ATTEMPTS = 2;

    private BatchPart() {}

    /**
     * Runs the job.
     *
     * @param arguments the work folder, the folder of the work list, the index of the part, from 0, and the number of
     *     parts
     */
    public static void main(String[] arguments) {
        StageFolder stage = new StageFolder(Path.of(arguments[1]));
        try (WorkerSlot slot = new WorkerSlot(Path.of(arguments[0]), ATTEMPTS)) {
            for (int item : stage.missing(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]))) {
                String reason = slot.work(stage.folder(), item);
                if (!reason.isEmpty()) {
                    WholeFile.writeText(stage.lost(item), reason.replace(WorkerSlot.FATAL, ""));
                }
            }
        }
    }
}
