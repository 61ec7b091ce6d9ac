/**
 * Drives read through the kernel's files: {@code file:PATH} (plain paths too) and {@code block:/dev/…}. Reads go past the page cache where the file
 * system allows, errors are the kernel's own, and no source is ever opened for writing.
 *
 * <p>Options: {@code sector=BYTES} for the size of a sector, which is 512 for a file and the device's own for a block device.
 */
package org.salvor.drive.file;
