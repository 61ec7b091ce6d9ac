package org.salvor.ui.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisplayWatchTest {
    private static final StackTraceElement PART = frame("org.salvor.ui.internal.jobs.JobPart", "show");
    private static final StackTraceElement LOOP = frame("org.eclipse.swt.widgets.Display", "readAndDispatch");

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, null, 1);
    }

    private static String seen(StackTraceElement... stack) {
        return DisplayWatch.offence(stack, Thread.State.RUNNABLE).orElse("");
    }

    @Test
    void readingAFileIsNoticed() {
        assertThat(seen(frame("java.io.FileInputStream", "readBytes"), frame("java.nio.file.Files", "readString"), PART, LOOP))
                .startsWith("reads or writes");
        assertThat(seen(frame("sun.nio.fs.UnixNativeDispatcher", "stat"), PART, LOOP)).startsWith("reads or writes");
    }

    @Test
    void waitingForAnotherThreadIsNoticed() {
        assertThat(seen(frame("jdk.internal.misc.Unsafe", "park"), frame("java.util.concurrent.FutureTask", "get"), PART, LOOP))
                .startsWith("waits");
        assertThat(DisplayWatch.offence(new StackTraceElement[] { PART, LOOP }, Thread.State.BLOCKED)).isPresent();
    }

    @Test
    void aStationIsNoticedHoweverItWasReached() {
        assertThat(
                seen(frame("org.salvor.station.internal.JobDesk", "views"), frame("org.salvor.station.LocalStation", "jobs"), PART, LOOP))
                .startsWith("is inside a station");
    }

    @Test
    void paintingIsNoOffence() {
        assertThat(seen(frame("org.eclipse.swt.internal.cairo.Cairo", "cairo_fill"), PART, LOOP)).isEmpty();
        assertThat(seen(LOOP)).isEmpty();
    }

    @Test
    void loadingAClassForTheFirstTimeIsNoOffence() {
        assertThat(seen(frame("java.io.RandomAccessFile", "readBytes"), frame("java.lang.ClassLoader", "loadClass"), PART, LOOP)).isEmpty();
    }

    @Test
    void whatThePlatformReadsByItselfIsItsOwn() {
        assertThat(seen(frame("java.io.FileInputStream", "open"), frame("org.eclipse.swt.graphics.ImageLoader", "load"), LOOP,
                frame("org.salvor.ui.internal.shell.WorkbenchApplication", "start"))).isEmpty();
    }

    @Test
    void anEventLoopThatADialogOfOursRunsMayRest() {
        assertThat(seen(frame("jdk.internal.misc.Unsafe", "park"), frame("org.eclipse.swt.widgets.Display", "sleep"), PART, LOOP))
                .isEmpty();
    }
}
