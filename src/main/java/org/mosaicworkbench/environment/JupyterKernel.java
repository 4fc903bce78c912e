package org.mosaicworkbench.environment;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;

/** The Jupyter kernels for Java that notebooks run in unchanged. */
public enum JupyterKernel {

    /** The Rapaio kernel, which set-up gets from Maven Central. */
    RAPAIO("mosaic-java", "Java (mosaic-workbench)", ""),
    /** IJava 1.3, which must be on the machine already. */
    IJAVA("mosaic-ijava", "Java (mosaic-workbench, IJava)", "https://github.com/SpencerPark/IJava/releases"),
    /** JJava, which must be on the machine already. */
    JJAVA("mosaic-jjava", "Java (mosaic-workbench, JJava)", "https://github.com/dflib/jjava#installation");

    private final String specName;
    private final String displayName;
    private final String source;

    JupyterKernel(String specName, String displayName, String source) {
        this.specName = specName;
        this.displayName = displayName;
        this.source = source;
    }

    /**
     * The kernel of that name.
     *
     * @param name {@code rapaio}, {@code ijava} or {@code jjava}, in any case
     * @throws BadInput for any other
     */
    public static JupyterKernel named(String name) {
        return Arrays.stream(values())
                .filter(kernel -> kernel.word().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new BadInput("kernel is " + name + "; it must be one of " + words()));
    }

    /** The kernel's name as the command line knows it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of our kernel spec, which notebooks carry in their metadata. */
    public String specName() {
        return specName;
    }

    String displayName() {
        return displayName;
    }

    /** Where users get the kernel; empty when set-up gets it. */
    String source() {
        return source;
    }

    private static String words() {
        return Arrays.stream(values()).map(JupyterKernel::word).collect(Collectors.joining(", "));
    }
}
