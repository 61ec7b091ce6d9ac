/**
 * Drives through {@code /dev/sgN}: ATA drives by task files inside SCSI commands (SAT), plain SCSI drives by READ (10) and (16), with a deadline for each
 * command, the registers and the first failing sector.
 */
package org.salvor.drive.sgio;
