///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS org.mosaicworkbench:mosaic-workbench:0.1.0
//RUNTIME_OPTIONS --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true -Dfile.encoding=UTF-8

import org.mosaicworkbench.cli.MosaicCommandLine;

/**
 * Runs the command line without a clone of the repository: {@code jbang mosaic.java check j8bt06 -o out}. Without
 * JBang, {@code java -cp CLASSPATH mosaic.java check j8bt06 -o out} does the same, given the library's class path.
 */
public final class mosaic {

    private mosaic() {}

    public static void main(String[] arguments) {
        MosaicCommandLine.main(arguments);
    }
}
