package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chekc out          | mosaic: unknown command 'chekc' (did you mean check?); see mosaic --help",
                "digagnose out      | mosaic: unknown command 'digagnose' (did you mean diagnose?); see mosaic --help",
                "zzz                | mosaic: unknown command 'zzz'; see mosaic --help",
                "--hlep             | mosaic: unknown option '--hlep' (did you mean --help?); see mosaic --help",
                "kernel lst         | mosaic kernel: unknown command 'lst' (did you mean list?); see mosaic kernel"
                        + " --help",
                "check a --larger-then=1 | mosaic check: unknown option '--larger-then' (did you mean --larger-than?);"
                        + " see mosaic check --help",
                "prep x --sise 3    | mosaic prep: unknown option '--sise' (did you mean --size?); see mosaic prep"
                        + " --help",
                "fetch a --zzzz b   | mosaic fetch: unknown option '--zzzz'; see mosaic fetch --help",
                "check a -Q         | mosaic check: unknown option '-Q'; see mosaic check --help",
                "cluster start stop | mosaic cluster: Unmatched argument at index 2: 'stop'; see mosaic cluster --help",
            })
    void oneLineSaysWhatMayBeMeant(String line, String expected) {
        StringWriter err = new StringWriter();
        int code = MosaicCommandLine.commandLine(line.split(" "))
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(line.split(" "));
        assertEquals(2, code);
        assertEquals(expected, err.toString().strip());
    }

    /** Letters left out, added, changed and exchanged; no more than one in three. */
    @Test
    void theNearestName() {
        List<String> names = List.of("fetch", "prep", "predict", "report");
        assertEquals(Optional.of("fetch"), Unknown.nearest("fecth", names));
        assertEquals(Optional.of("prep"), Unknown.nearest("pre", names));
        assertEquals(Optional.of("report"), Unknown.nearest("raport", names));
        assertEquals(Optional.of("predict"), Unknown.nearest("prredikt", names));
        assertEquals(Optional.empty(), Unknown.nearest("xy", names));
        assertEquals(Optional.empty(), Unknown.nearest("fish", names));
    }
}
