/** A simulated drive behind a simulated SCSI/ATA translator, for transports and kernels that speak SCSI. */
package org.salvor.testkit.sat;
