package org.salvor.drive.sgio;

import org.salvor.ata.ScsiCommand;

/** The line to one SCSI device. */
interface ScsiPort extends Line<ScsiCommand, ScsiReply> {

    /** Whether the translator is the kernel's own, whose fixed sense data name wrong sectors. */
    boolean kernelTranslates();
}
