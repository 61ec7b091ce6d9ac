/**
 * Drives behind an AHCI controller that this process drives itself: registers, command list, FIS area and DMA memory, with no driver of the
 * kernel above it. The logic knows the controller only as {@link org.salvor.drive.ahci.HbaMemory}. Names and numbers of registers are those
 * of the AHCI 1.3.1 specification.
 */
package org.salvor.drive.ahci;
