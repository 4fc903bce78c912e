package org.mosaicworkbench.sweep;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;

/** Fields of records by name, so that whatever a record holds can be searched. */
public final class Fields {

    private Fields() {}

    /** @return the names of a record's fields, in order */
    public static List<String> of(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /**
     * A record with another value of one field.
     *
     * @param record to change a copy of
     * @param field  its name
     * @param value  as {@link Settings} hold it; constants of enumerations by their names, in any case
     * @throws BadInput when there is no such field, or the value is none for it
     */
    public static <R extends Record> R with(R record, String field, Object value) {
        RecordComponent[] fields = record.getClass().getRecordComponents();
        Object[] values = new Object[fields.length];
        boolean found = false;
        try {
            for (int i = 0; i < fields.length; i++) {
                boolean meant = fields[i].getName().equals(field);
                found |= meant;
                values[i] = meant
                        ? converted(fields[i], value)
                        : fields[i].getAccessor().invoke(record);
            }
            if (!found) {
                throw new BadInput(
                        "there is no field '" + field + "'; there are " + String.join(", ", of(record.getClass())));
            }
            @SuppressWarnings("unchecked")
            R changed = (R) record.getClass()
                    .getDeclaredConstructor(
                            Arrays.stream(fields).map(RecordComponent::getType).toArray(Class<?>[]::new))
                    .newInstance(values);
            return changed;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object converted(RecordComponent field, Object value) {
        Class<?> type = field.getType();
        if (type == double.class && value instanceof Double) {
            return value;
        }
        if (type == int.class && value instanceof Double number && number == Math.rint(number)) {
            return number.intValue();
        }
        if ((type == boolean.class && value instanceof Boolean) || (type == String.class && value instanceof String)) {
            return value;
        }
        if (type == List.class
                && value instanceof List<?> list
                && list.stream().allMatch(one -> one instanceof Double number && number == Math.rint(number))) {
            return list.stream().map(one -> ((Double) one).intValue()).toList();
        }
        if (type.isEnum() && value instanceof String word) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equalsIgnoreCase(word.replace('-', '_'))) {
                    return constant;
                }
            }
        }
        throw new BadInput(field.getName() + " is " + Settings.words(value) + "; it must be " + allowed(type));
    }

    private static String allowed(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or "));
        }
        return type == int.class
                ? "a whole number"
                : type == double.class
                        ? "a number"
                        : type == boolean.class
                                ? "true or false"
                                : type == List.class ? "a list of whole numbers" : "a text";
    }
}
