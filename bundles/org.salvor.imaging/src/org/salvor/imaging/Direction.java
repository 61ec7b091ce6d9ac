package org.salvor.imaging;

/** Which way a pass walks over the drive. */
public enum Direction {
    FORWARD, BACKWARD
}
