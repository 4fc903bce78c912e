package org.mosaicworkbench.notebook;

/** The notebook in which this process runs, or the terminal. */
public final class Notebook {

    /** The functions of a kernel that we use; its adapter registers the kernel at startup. */
    interface Kernel {
        /** Shows a new output below the running cell. */
        void show(Display display);

        /** Shows a new output that {@link #update} can replace. */
        void show(String id, Display display);

        /** Replaces the output of that id. */
        void update(String id, Display display);
    }

    /**
     * All our kernels are built on JShell, which compiles each statement of a cell into a class of this name plus a
     * number.
     */
    private static final String STATEMENT = "REPL.$JShell$";

    private static volatile Kernel kernel;

    private Notebook() {}

    /** Whether this process is a notebook kernel. */
    public static boolean running() {
        return kernel != null;
    }

    /**
     * Displays values from the middle of a cell, one output each. Outside a notebook, prints their text to standard
     * output.
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
