package org.mosaicworkbench.cli;

import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;

/** Provides the defaults of a command's options from the task's options of the same names. */
final class TaskDefaults implements IDefaultValueProvider {

    @Override
    public String defaultValue(ArgSpec option) {
        return option.command().userObject() instanceof TaskCommand command
                        && option.userObject() instanceof Field field
                ? text(command.defaults().get(field.getName()), option)
                : null;
    }

    /** @return the value as a user types it; null if there is none */
    private static String text(Object value, ArgSpec option) {
        if (value instanceof Collection<?> all) {
            return all.isEmpty()
                    ? null
                    : all.stream().map(one -> text(one, option)).collect(Collectors.joining(","));
        }
        if (value instanceof Enum<?> word) {
            return word.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Boolean wanted && isSwitch(option)) {
            return wanted ? "1" : "0";
        }
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
        return value == null ? null : value.toString();
    }

    private static boolean isSwitch(ArgSpec option) {
        return Arrays.stream(option.converters()).anyMatch(TaskDefaults::isSwitch);
    }

    private static boolean isSwitch(ITypeConverter<?> converter) {
        return converter instanceof ZeroOrOne;
    }
}
