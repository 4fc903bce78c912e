package org.mosaicworkbench.notebook;

/** The notebook in which this process runs, or the terminal. */
public final class Notebook {

    /** The kernel functions that this software uses; each adapter registers its kernel at startup. */
    interface Kernel {
        /** Shows a new output below the running cell. */
        void show(Display display);

        /** Shows a new output that {@link #update} can replace. */
        void show(String id, Display display);

        /** Replaces the output with the given id. */
        void update(String id, Display display);
    }

    /**
     * Prefix of class names: all supported kernels use JShell, which compiles each statement of a cell into a class
     * with this prefix and a number.
     */
    private static final String STATEMENT = "REPL.$JShell$";

    private static volatile Kernel kernel;

    private Notebook() {}

    /** Whether this process is a notebook kernel. */
    public static boolean running() {
        return kernel != null;
    }

    /**
     * Displays values from the middle of a cell, one output each. Outside a notebook, prints their plain-text form to
     * standard output.
     *
     * @param values anything; see {@link Display#of}
     */
    public static void show(Object... values) {
        Kernel here = kernel;
        for (Object value : values == null ? new Object[] {null} : values) {
            Display display = Display.of(value);
            if (here == null) {
                System.out.println(display.text());
            } else {
                here.show(display);
            }
        }
    }

    static void attach(Kernel running) {
        kernel = running;
    }

    static Kernel kernel() {
        return kernel;
    }

    /** A unique name for the cell statement that this thread runs; empty if it runs none. */
    static String statement() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.startsWith(STATEMENT))
                        .reduce("", (inner, outer) -> outer));
    }
}
