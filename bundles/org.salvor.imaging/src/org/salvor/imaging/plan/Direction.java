package org.salvor.imaging.plan;

/** Which way a pass walks over the drive. */
public enum Direction {
    FORWARD, BACKWARD
}
