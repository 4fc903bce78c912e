package org.mosaicworkbench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Random damage to a file. */
enum Mutation {
    /** Some bits or bytes are changed, missing or duplicated. */
    BYTES {
        @Override
        byte[] damaged(byte[] sound, SplittableRandom random) {
            byte[] bytes = sound.clone();
            for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
                bytes = once(bytes, random);
            }
            return bytes;
        }
    },
    /** Numbers and words of a text are changed; lines are missing, duplicated or joined. */
    TEXT {
        @Override
        byte[] damaged(byte[] sound, SplittableRandom random) {
            String text = new String(sound, StandardCharsets.UTF_8);
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                text = random.nextInt(3) > 0 ? word(text, random) : lines(text, random);
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }
    },
    /** Values of a JSON document have the wrong type, are missing, or are out of range. */
    JSON {
        @Override
        byte[] damaged(byte[] sound, SplittableRandom random) {
            JsonElement document = JsonParser.parseString(new String(sound, StandardCharsets.UTF_8));
            List<Runnable> changes = new ArrayList<>();
            collect(document, random, changes);
            for (int i = 1 + random.nextInt(2); i > 0 && !changes.isEmpty(); i--) {
                changes.get(random.nextInt(changes.size())).run();
            }
            return document.toString().getBytes(StandardCharsets.UTF_8);
        }
    },
    /** Cards of a FITS header are changed, missing or duplicated. */
    CARDS {
        @Override
        byte[] damaged(byte[] sound, SplittableRandom random) {
            byte[] bytes = sound.clone();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                List<Integer> cards = cards(bytes);
                int at = cards.get(random.nextInt(cards.size()));
                String keyword = new String(bytes, at, 8, StandardCharsets.US_ASCII);
                String card = switch (random.nextInt(8)) {
                    case 0 ->
                        new String(bytes, cards.get(random.nextInt(cards.size())), CARD, StandardCharsets.US_ASCII);
                    case 1 -> " ".repeat(CARD);
                    case 2 -> keyword + pick(random, "= ", "  ", " =", "=") + pick(random, VALUES);
                    default -> keyword + "= " + pick(random, VALUES);
                };
                byte[] text = String.format("%-80s", card).substring(0, CARD).getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(text, 0, bytes, at, CARD);
            }
            return bytes;
        }
    };

    private static final int CARD = 80;
    private static final Pattern WORD = Pattern.compile("[\\w.+-]+");
    private static final String[] VALUES = {
        "0",
        "-1",
        "1",
        "2",
        "3",
        "2147483647",
        "2147483648",
        "-2147483649",
        "9223372036854775807",
        "99999999999999999999",
        "1e999",
        "-1e308",
        "1e-320",
        "NaN",
        "inf",
        "0x1p3",
        "1d",
        "010",
        "",
        "''",
        "'",
        "'x'",
        "T",
        "F",
        "null",
        "true",
        "'../../x'",
        "../../x",
        "/tmp/x",
        "'a/b'",
        "\u0000",
        "\u001b[2J",
        "\u00e4",
        "\"",
        "\"\"",
        ",",
        ";",
        "[]",
        "{}",
        "[[[[",
        "20000",
        "65536",
        "1,2",
        "'RA---TAN-SIP'",
        "'DEC--ZPN'",
        "16",
        "-64",
        "8",
        "64",
        "7",
        "x".repeat(300)
    };
    private static final JsonElement[] ELEMENTS = {
        JsonNull.INSTANCE,
        new JsonPrimitive(0),
        new JsonPrimitive(-1),
        new JsonPrimitive(1.5),
        new JsonPrimitive(1e300),
        new JsonPrimitive(2147483648L),
        new JsonPrimitive(Long.MAX_VALUE),
        new JsonPrimitive(""),
        new JsonPrimitive("x"),
        new JsonPrimitive("../../x"),
        new JsonPrimitive("NaN"),
        new JsonPrimitive(true),
        new JsonArray(),
        new JsonObject(),
        JsonParser.parseString("[null]"),
        JsonParser.parseString("[[1], {}]"),
        JsonParser.parseString("{\"a\": null}"),
        JsonParser.parseString("1e999"),
        new JsonPrimitive("\u0000"),
        new JsonPrimitive("1"),
        new JsonPrimitive(100_000_000)
    };

    /** @return a file that usually differs from the valid one; the same seed gives the same file */
    abstract byte[] damaged(byte[] sound, SplittableRandom random);

    private static byte[] once(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(4) == 0 ? bytes.length : 16));
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : 255));
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
            }
            case 5 -> {
                return joined(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
            }
            default -> {
                int[] extremes = {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 16, 0x7f800000, 0x7fc00000};
                if (bytes.length - at >= Integer.BYTES) {
                    ByteBuffer.wrap(bytes).putInt(at, extremes[random.nextInt(extremes.length)]);
                }
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    private static String word(String text, SplittableRandom random) {
        List<MatchResult> words = WORD.matcher(text).results().toList();
        if (words.isEmpty()) {
            return pick(random, VALUES);
        }
        MatchResult word = words.get(random.nextInt(words.size()));
        return text.substring(0, word.start()) + pick(random, VALUES) + text.substring(word.end());
    }

    private static String lines(String text, SplittableRandom random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("(?<=\n)", -1)));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, lines.get(at));
            case 2 -> lines.set(at, lines.get(at).strip());
            case 3 -> lines.add(at, pick(random, "\n", "\r", "\uFEFF", "#\n", ",\n", "\"\n", "\u0000\n"));
            default -> lines.add(lines.remove(at));
        }
        return String.join("", lines);
    }

    private static String pick(SplittableRandom random, String... any) {
        return any[random.nextInt(any.length)];
    }

    private static void collect(JsonElement element, SplittableRandom random, List<Runnable> changes) {
        if (element instanceof JsonObject object) {
            for (String name : List.copyOf(object.keySet())) {
                changes.add(() -> {
                    if (random.nextInt(4) == 0) {
                        object.remove(name);
                    } else {
                        object.add(name, ELEMENTS[random.nextInt(ELEMENTS.length)].deepCopy());
                    }
                });
                collect(object.get(name), random, changes);
            }
        } else if (element instanceof JsonArray array) {
            for (int i = 0; i < Math.min(array.size(), 20); i++) {
                int at = i;
                changes.add(() -> {
                    if (at < array.size()) {
                        array.set(at, ELEMENTS[random.nextInt(ELEMENTS.length)].deepCopy());
                    }
                });
                collect(array.get(i), random, changes);
            }
            changes.add(() -> array.add(ELEMENTS[random.nextInt(ELEMENTS.length)].deepCopy()));
        }
    }

    /** The positions of cards with content. */
    private static List<Integer> cards(byte[] fits) {
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at + CARD <= fits.length; at += CARD) {
            if (fits[at] >= 'A' && fits[at] <= 'Z' && fits[at + 8] == '=') {
                places.add(at);
            }
        }
        return places.isEmpty() ? List.of(0) : places;
    }
}
