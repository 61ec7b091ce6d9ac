package org.salvor.station.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobViewsTest {
    @Test
    void twoSentencesArePartedByAFullStop() {
        assertThat(JobViews.ended("copy forward")).isEqualTo("copy forward.");
        assertThat(JobViews.ended("Paused by the operator.")).isEqualTo("Paused by the operator.");
        assertThat(JobViews.ended("")).isEmpty();
    }
}
