package org.mosaicworkbench.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class InjectedMisalignmentTest {

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        Map<String, InjectedMisalignment> known = Map.of("hst_1", new InjectedMisalignment(2.5, "shift"));
        Path file = InjectedMisalignment.write(folder.resolve("sizes.csv"), known);
        assertEquals("index,pixels,kind\nhst_1,2.5,shift\n", Files.readString(file));
        assertEquals(known, InjectedMisalignment.read(file));
    }

    @Test
    void theLineThatIsWrongIsNamed() throws IOException {
        Path file = folder.resolve("sizes.csv");
        assertEquals(file + ": there is no such file; evaluate again", message(file));
        Files.writeString(file, "index,pixels,kind\na,-1,roll\n");
        assertEquals(file + ": line 2 has '-1' for pixels; evaluate again", message(file));
        Files.writeString(file, "index,pixels,kind\na,,roll\n");
        assertEquals(file + ": line 2 has '' for pixels; evaluate again", message(file));
        Files.writeString(file, "index,size\na,1\n");
        assertEquals(file + ": does not begin with the line 'index,pixels,kind'; evaluate again", message(file));
    }

    private static String message(Path file) {
        return assertThrows(BadInput.class, () -> InjectedMisalignment.read(file))
                .getMessage();
    }
}
