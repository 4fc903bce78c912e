package org.mosaicworkbench.review;

/**
 * A reviewer's answer about a dataset.
 *
 * @param index the dataset's name
 * @param answer the answer
 * @param reviewer the reviewer's name
 * @param when the time of the answer in UTC, ISO 8601, such as 2026-11-30T11:05:00Z
 * @param version version of the predictions: the first 12 digits of the SHA-256 of {@code predictions.csv}
 * @param note free text; may be empty
 */
public record ReviewedLabel(
        String index, ReviewAnswer answer, String reviewer, String when, String version, String note) {}
