package org.mosaicworkbench.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class FailureTest {

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        List<Failure> failures = List.of(
                new Failure("hst_1", Failure.Stage.HEADER, "a.fits: is empty; fetch it again or regenerate it"),
                new Failure("hst_2", Failure.Stage.DRAW, "has \"quotes\", and commas"));
        Path file = Failure.write(folder.resolve("failures.csv"), failures);
        assertEquals("""
            index,stage,reason
            hst_1,header,a.fits: is empty; fetch it again or regenerate it
            hst_2,draw,"has ""quotes"", and commas"
            """, Files.readString(file));
        assertEquals(failures, Failure.read(file));
    }

    @Test
    void theLineThatIsWrongIsNamed() throws IOException {
        Path file = folder.resolve("failures.csv");
        Files.writeString(file, "index,stage,reason\na,header,b\na,noon,b\n");
        assertEquals(file + ": line 3 has 'noon' for stage; regenerate the results", message(file));
        Files.writeString(file, "index,stage,reason\na,header\n");
        assertEquals(file + ": line 2 has 2 fields, the first line has 3; regenerate the results", message(file));
        Files.writeString(file, "index,reason\n");
        assertEquals(
                file + ": does not begin with the line 'index,stage,reason'; regenerate the results", message(file));
    }

    private static String message(Path file) {
        return assertThrows(BadInput.class, () -> Failure.read(file)).getMessage();
    }
}
