package org.mosaicworkbench.nn;

import ai.djl.pytorch.jni.JniUtils;

/** Threads that the engine computes with, in the whole program. */
public final class Threads {

    private Threads() {
    }

    /** @return how many there are */
    public static int count() {
        Pytorch.engine();
        return JniUtils.getNumThreads();
    }

    /** From now on there are so many, at least 1. */
    public static void of(int count) {
        Pytorch.engine();
        JniUtils.setNumThreads(count);
    }
}
