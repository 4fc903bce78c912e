package org.mosaicworkbench.notebook;

/** The notebook in which this process runs, or the terminal. */
public final class Notebook {

    /** What a kernel can do for us; its adapter hands it over when the kernel starts. */
    interface Kernel {
        /** A new output below the cell that runs. */
        void show(Display display);

        /** A new output that {@link #update} replaces. */
        void show(String id, Display display);

        /** Replaces the output of that id. */
        void update(String id, Display display);
    }

    /**
     * JShell, which all our kernels are built on, compiles each statement of a cell into a class of that name and a
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
     * Displays values from the middle of a cell, one output each. Outside a notebook, prints their texts on standard
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

    /** A name for the statement of a cell that this thread runs, another each time; empty when it runs none. */
    static String statement() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> name.startsWith(STATEMENT))
                        .reduce("", (inner, outer) -> outer));
    }
}
