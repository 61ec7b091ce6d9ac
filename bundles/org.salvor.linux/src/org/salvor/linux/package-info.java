/**
 * What Java cannot say to the Linux kernel by itself: raw file descriptors with direct I/O, true error numbers, ioctl, memory maps, and what
 * {@code /proc} and {@code /sys} tell of block devices.
 *
 * <p>Bindings and readers only; nothing in here knows what a drive or a job is. The constants and layouts are those of x86-64.
 */
package org.salvor.linux;
