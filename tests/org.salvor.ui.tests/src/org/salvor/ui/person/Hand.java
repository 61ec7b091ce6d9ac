package org.salvor.ui.person;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Mouse and keyboard of an X display, by the XTEST extension: what it does comes to the window from the X server, as if a person had done it. One thread.
 */
final class Hand implements AutoCloseable {
    static final int LEFT = 1;
    static final int RIGHT = 3;
    static final int WHEEL_UP = 4;
    static final int WHEEL_DOWN = 5;

    /** Keysyms (X11 keysymdef.h). */
    static final int RETURN = 0xFF0D;
    static final int ESCAPE = 0xFF1B;
    static final int SHIFT = 0xFFE1;
    static final int CONTROL = 0xFFE3;
    static final int ALT = 0xFFE9;
    static final int HOME = 0xFF50;
    static final int DOWN = 0xFF54;
    static final int F1 = 0xFFBE;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

    private final Arena arena = Arena.ofConfined();
    private final MethodHandle closeDisplay = function("libX11.so.6", "XCloseDisplay", INT, POINTER);
    private final MethodHandle flush = function("libX11.so.6", "XFlush", INT, POINTER);
    private final MethodHandle keycode = function("libX11.so.6", "XKeysymToKeycode", ValueLayout.JAVA_BYTE, POINTER, LONG);
    private final MethodHandle keysym = function("libX11.so.6", "XkbKeycodeToKeysym", LONG, POINTER, ValueLayout.JAVA_BYTE, INT, INT);
    private final MethodHandle motion = function("libXtst.so.6", "XTestFakeMotionEvent", INT, POINTER, INT, INT, INT, LONG);
    private final MethodHandle button = function("libXtst.so.6", "XTestFakeButtonEvent", INT, POINTER, INT, INT, LONG);
    private final MethodHandle key = function("libXtst.so.6", "XTestFakeKeyEvent", INT, POINTER, INT, INT, LONG);
    private final MemorySegment display;

    Hand() {
        display = (MemorySegment) call(function("libX11.so.6", "XOpenDisplay", POINTER, POINTER), MemorySegment.NULL);
        if (display.equals(MemorySegment.NULL)) {
            throw new IllegalStateException("there is no X display to work at: DISPLAY is " + System.getenv("DISPLAY"));
        }
    }

    private MethodHandle function(String library, String name, MemoryLayout result, MemoryLayout... arguments) {
        MemorySegment address = SymbolLookup.libraryLookup(library, arena).find(name).orElseThrow();
        return Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(result, arguments));
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    void move(int x, int y) {
        call(motion, display, -1, x, y, 0L);
        call(flush, display);
    }

    void press(int which) {
        call(button, display, which, 1, 0L);
        call(flush, display);
    }

    void release(int which) {
        call(button, display, which, 0, 0L);
        call(flush, display);
    }

    void keyDown(int symbol) {
        key(symbol, 1);
    }

    void keyUp(int symbol) {
        key(symbol, 0);
    }

    /** Types one character, with the shift key where the keyboard needs it. */
    void type(char character) {
        byte code = (byte) call(keycode, display, (long) character);
        if (code == 0) {
            throw new IllegalArgumentException("the keyboard has no key for " + character);
        }
        boolean shifted = (long) call(keysym, display, code, 0, 0) != character;
        if (shifted) {
            keyDown(SHIFT);
        }
        keyDown(character);
        keyUp(character);
        if (shifted) {
            keyUp(SHIFT);
        }
    }

    private void key(int symbol, int down) {
        byte code = (byte) call(keycode, display, (long) symbol);
        call(key, display, code & 0xFF, down, 0L);
        call(flush, display);
    }

    @Override
    public void close() {
        call(closeDisplay, display);
        arena.close();
    }
}
