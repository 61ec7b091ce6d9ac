package org.salvor.cli;

/**
 * A partition of a drive.
 *
 * @param number number as operating systems count, from 1
 * @param firstLba first sector, from 0
 * @param endLba end, exclusive
 * @param kind type in the table: a byte of an MBR in hex, or a GPT type identifier
 * @param name name in the table, empty when it has none
 */
record Partition(int number, long firstLba, long endLba, String kind, String name) {
}
