package org.salvor.ui.person;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** The windows of all programs on an X display without a window manager, whose task it does: it says which of them has the keyboard. One thread. */
public final class Windows implements AutoCloseable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;
    /** Xlib.h, XWindowAttributes on 64-bit systems. */
    private static final long ATTRIBUTES_BYTES = 136;
    private static final long MAP_STATE_OFFSET = 92;
    private static final int VIEWABLE = 2;
    private static final int REVERT_TO_PARENT = 2;

    private final Arena arena = Arena.ofConfined();
    private final MethodHandle root = function("XDefaultRootWindow", LONG, POINTER);
    private final MethodHandle tree = function("XQueryTree", INT, POINTER, LONG, POINTER, POINTER, POINTER, POINTER);
    private final MethodHandle name = function("XFetchName", INT, POINTER, LONG, POINTER);
    private final MethodHandle attributes = function("XGetWindowAttributes", INT, POINTER, LONG, POINTER);
    private final MethodHandle raise = function("XRaiseWindow", INT, POINTER, LONG);
    private final MethodHandle focus = function("XSetInputFocus", INT, POINTER, LONG, INT, LONG);
    private final MethodHandle sync = function("XSync", INT, POINTER, INT);
    private final MethodHandle free = function("XFree", INT, POINTER);
    private final MethodHandle closeDisplay = function("XCloseDisplay", INT, POINTER);
    private final MemorySegment display = (MemorySegment) call(function("XOpenDisplay", POINTER, POINTER), MemorySegment.NULL);

    private MethodHandle function(String called, MemoryLayout result, MemoryLayout... arguments) {
        MemorySegment address = SymbolLookup.libraryLookup("libX11.so.6", arena).find(called).orElseThrow();
        return Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(result, arguments));
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Windows that can be seen and have this title, the lowest first. */
    public List<Long> titled(String title) {
        try (Arena scratch = Arena.ofConfined()) {
            MemorySegment any = scratch.allocate(LONG);
            MemorySegment children = scratch.allocate(ValueLayout.ADDRESS);
            MemorySegment count = scratch.allocate(INT);
            call(tree, display, call(root, display), any, any, children, count);
            MemorySegment list = children.get(ValueLayout.ADDRESS, 0);
            List<Long> found = new ArrayList<>();
            for (int i = 0; i < count.get(INT, 0); i++) {
                long window = list.reinterpret((i + 1) * LONG.byteSize()).getAtIndex(LONG, i);
                if (isViewable(window, scratch) && title.equals(title(window, scratch).strip())) {
                    found.add(window);
                }
            }
            if (!list.equals(MemorySegment.NULL)) {
                call(free, list);
            }
            return found;
        }
    }

    private boolean isViewable(long window, Arena scratch) {
        MemorySegment all = scratch.allocate(ATTRIBUTES_BYTES, LONG.byteAlignment());
        return (int) call(attributes, display, window, all) != 0 && all.get(INT, MAP_STATE_OFFSET) == VIEWABLE;
    }

    private String title(long window, Arena scratch) {
        MemorySegment text = scratch.allocate(ValueLayout.ADDRESS);
        if ((int) call(name, display, window, text) == 0) {
            return "";
        }
        MemorySegment characters = text.get(ValueLayout.ADDRESS, 0);
        String title = characters.reinterpret(Integer.MAX_VALUE).getString(0);
        call(free, characters);
        return title;
    }

    /** Puts a window above the others and gives it the keyboard. */
    public void activate(long window) {
        call(raise, display, window);
        call(focus, display, window, REVERT_TO_PARENT, 0L);
        call(sync, display, 0);
    }

    @Override
    public void close() {
        call(closeDisplay, display);
        arena.close();
    }
}
